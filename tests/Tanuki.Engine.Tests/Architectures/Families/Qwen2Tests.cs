namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class Qwen2Tests(FamilyEngine<Qwen2Family> engine) : FamilyTests<Qwen2Family>(engine);
