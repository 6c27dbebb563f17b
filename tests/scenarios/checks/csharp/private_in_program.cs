// entry: Clamp
using System;

class Program
{
    static int Clamp(int n, int low, int high) => Math.Max(low, Math.Min(high, n));

    static void Main() => Console.WriteLine(Clamp(5, 1, 3));
}
// === examples
// Clamp(5, 1, 3) => 3
// Clamp(-5, 1, 3) => 1
