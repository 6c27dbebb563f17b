def square(x):
    return x * x
# === tests
from solution import square


def main():
    assert square(3) == 9
    for i in range(3):
        if square(i) != i * i:
            raise SystemExit("wrong")
    print("all good")


if __name__ == "__main__":
    main()
