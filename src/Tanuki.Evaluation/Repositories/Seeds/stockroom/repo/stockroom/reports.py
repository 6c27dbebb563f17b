def money(cents):
    """1234567 -> 12,345.67"""
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    return f"{sign}{whole:,}.{part:02d}"


def stock_list(store, today):
    """One line per item: number, name, in stock, available, value."""
    rows = []
    for item in store.catalogue:
        lots = store.lots(item.sku)
        rows.append((item.sku, item.name, str(lots.quantity()), str(store.available(item.sku, today)), money(lots.value())))
    return align(rows)


def align(rows):
    """Columns as wide as their widest cell; from the third on they are flush right."""
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def abc_classes(values, a_share=0.8, b_share=0.95):
    """Ranks items by value: A up to the first share of the whole, B up to the second, C the rest."""
    total = sum(values.values())
    classes = {}
    running = 0
    for name, value in sorted(values.items(), key=lambda pair: (-pair[1], pair[0])):
        share = running / total if total else 1
        if share < a_share:
            classes[name] = "A"
        elif share < b_share:
            classes[name] = "B"
        else:
            classes[name] = "C"
        running += value
    return classes
