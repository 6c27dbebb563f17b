namespace Tanuki.Engine.Tests.Architectures.Families;

public sealed class Llama3Tests(FamilyEngine<Llama3Family> engine) : FamilyTests<Llama3Family>(engine);
