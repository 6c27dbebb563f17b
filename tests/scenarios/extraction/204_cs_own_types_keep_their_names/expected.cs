public static class Math
{
    public static double sqrt(double x) => x;
}

public static class Solution
{
    public static double Root(double x) => Math.sqrt(x) + point.max + double.nothing;
}
