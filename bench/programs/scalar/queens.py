def place(row, size, columns, up, down):
    if row == size:
        return 1
    count = 0
    for column in range(size):
        if not columns[column] and not up[row + column] and not down[row - column + size]:
            columns[column] = True
            up[row + column] = True
            down[row - column + size] = True
            count += place(row + 1, size, columns, up, down)
            columns[column] = False
            up[row + column] = False
            down[row - column + size] = False
    return count


def run(n):
    y = 0
    for k in range(n):
        y = place(0, 7, [False] * 7, [False] * 14, [False] * 15)
    return y


def outcome():
    return [run(1)]
