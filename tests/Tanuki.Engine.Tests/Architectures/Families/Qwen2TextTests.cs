namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class Qwen2TextTests : FamilyTextTests<Qwen2Family>;
