// plan: primes
public class ArgumentOutOfRangeException : Exception { public ArgumentOutOfRangeException(string message) : base(message) { } }
public static class Solution { public static bool IsPrime(int n) => throw new ArgumentOutOfRangeException("n"); }
