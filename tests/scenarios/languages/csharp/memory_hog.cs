var held = new List<byte[]>();
while (true)
{
    var block = new byte[1 << 20];
    Array.Fill(block, (byte)1);
    held.Add(block);
}
