"""Reads tables with pandas."""

import pandas as pd


def read_csv(path):
    """Read a CSV file into a pandas DataFrame; columns of dates are parsed."""
    return pd.read_csv(path, parse_dates=True)


def column_means(frame):
    """Return the mean of each numeric column of a DataFrame."""
    return frame.select_dtypes("number").mean()
