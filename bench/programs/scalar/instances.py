class Account:
    def __init__(self):
        self.balance = 0.0
        self.rate = 0.01

    def deposit(self, amount):
        self.balance += amount
        return self.balance * self.rate


account = Account()


def run(n):
    y = 0.0
    for k in range(n):
        account.balance = 0.0
        for i in range(10000):
            y = account.deposit(1.5)
    return y


def outcome():
    return [run(1), account.balance]
