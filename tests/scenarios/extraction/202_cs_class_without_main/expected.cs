using System;

public class Program
{
    public static int F(int a)
    {
        return a + 1;
    }
}
