using System;

public static int F(int a)
{
    return a + 1;
}
