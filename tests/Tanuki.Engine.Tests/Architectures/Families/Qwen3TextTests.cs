namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class Qwen3TextTests : FamilyTextTests<Qwen3Family>;
