using System;

public static class Solution
{
    public static bool IsPrime(int n)
    {
        int limit = (int)Math.Sqrt(n); // Math.sqrt rounds down here
        for (int i = 2; i <= System.Math.Max(limit, 0); i++)
            if (n % i == 0)
                return false;
        return n > 1 && !string.IsNullOrEmpty(string.Join(",", limit)) && !string.Equals("a", "b");
    }
}
