"""Sorts lists."""


def quicksort(items):
    """Sort a list by quicksort: smaller items, the pivot, larger items."""
    if len(items) < 2:
        return items
    pivot, *rest = items
    smaller = [item for item in rest if item < pivot]
    larger = [item for item in rest if item >= pivot]
    return quicksort(smaller) + [pivot] + quicksort(larger)


def binary_search(items, wanted):
    """Find the position of an item in a sorted list by halving it."""
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low
