Console.WriteLine("never printed");
Console.WriteLine(undeclared); // the error
