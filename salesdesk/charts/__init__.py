"""Charts: draw_*(axes, data, palette) draws one picture with matplotlib on the axes it is given.

Every chart's data also reads as a table: `data.table()`, with `data.keys()` naming the rows behind.
"""
