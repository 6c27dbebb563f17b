namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class Llama3TextTests : FamilyTextTests<Llama3Family>;
