var sum = 0;
while (Console.ReadLine() is { } line)
    sum += int.Parse(line);
Console.WriteLine(sum);
