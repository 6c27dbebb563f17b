namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class Qwen3Tests(FamilyEngine<Qwen3Family> engine) : FamilyTests<Qwen3Family>(engine);
