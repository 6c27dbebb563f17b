static void Fail()
{
    throw new InvalidOperationException("broken"); // the error
}

Fail();
