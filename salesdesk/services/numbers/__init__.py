"""The numbers of the week: for each salesperson and competency, how often it was tried and what became of it."""
