def lines(n):
    made = []
    for i in range(n):
        made.append(f"{i:5d} | {i * 0.37:8.3f} | {i % 2 == 0}")
    return "\n".join(made)


def run(n):
    y = ""
    for k in range(n):
        y = lines(5000)
    return y


def outcome():
    return [len(run(1))]
