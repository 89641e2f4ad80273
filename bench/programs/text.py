def build(n):
    text = ""
    for i in range(n):
        text += f"{i}: {i * i % 7}, "
    return text


def run(n):
    y = ""
    for k in range(n):
        y = build(20000)
    return y


def outcome():
    return [len(run(1))]
