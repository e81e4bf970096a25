"""The lists a desk stands on, kept by hand: deals, accounts, products, stages, gates and competencies."""
