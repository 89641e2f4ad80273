text = "the quick brown Fox jumps over the lazy Dog, again and again. " * 100


def clean(text):
    kept = []
    for word in text.split():
        plain = word.strip(".,").lower()
        if len(plain) > 3 and not plain.startswith("qu"):
            kept.append(plain.replace("o", "0"))
    return " ".join(kept)


def run(n):
    y = ""
    for k in range(n):
        y = clean(text)
    return y


def outcome():
    return [len(run(1))]
