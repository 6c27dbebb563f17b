// What `bench/run startup` compares with: the least that starting a .NET program costs.
Console.WriteLine("Hello");
