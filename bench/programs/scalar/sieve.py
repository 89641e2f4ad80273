def primes(limit):
    composite = [False] * (limit + 1)
    found = []
    for i in range(2, limit + 1):
        if not composite[i]:
            found.append(i)
            for j in range(i * i, limit + 1, i):
                composite[j] = True
    return found


def run(n):
    y = None
    for k in range(n):
        y = primes(20000)
    return y


def outcome():
    found = run(1)
    return [len(found), found[-1]]
