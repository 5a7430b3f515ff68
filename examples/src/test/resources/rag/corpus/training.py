"""Trains a classifier."""

from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split


def train(features, labels):
    """Train a random forest classifier and return it with its accuracy on held-out data."""
    train_x, test_x, train_y, test_y = train_test_split(features, labels, random_state=7)
    model = RandomForestClassifier(random_state=7).fit(train_x, train_y)
    return model, model.score(test_x, test_y)
