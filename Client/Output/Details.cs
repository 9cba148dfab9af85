using Stvg.Api.Contracts;

namespace Stvg.Client.Output;

/// <summary>One thing with its properties, a line each.</summary>
internal static class Details
{
    /// <summary>Prints names and values, the values below each other; properties without a value are left out.</summary>
    public static void Print(params (string Name, string? Value)[] properties)
    {
        var given = properties.Where(p => !string.IsNullOrEmpty(p.Value)).ToList();
        var width = given.Max(p => p.Name.Length);
        foreach (var (name, value) in given) Console.Out.WriteLine($"{name.PadRight(width)}  {Text.Clean(value!)}");
    }

    /// <summary>How a sentence was understood.</summary>
    public static void Print(PlanBody plan)
    {
        var categories = plan.Target.Categories.Count == 0 ? "" : $" ({string.Join(", ", plan.Target.Categories)})";
        Console.Out.WriteLine(Text.Clean($"looks for {plan.Target.Noun}{categories}"));
        foreach (var part in plan.SubQueries)
            Console.Out.WriteLine(Text.Clean($"  {part.Id} {Text.Name(part.Kind)}: {(part.Negated ? "not " : "")}{part.Text}"));
        Warn(plan);
    }

    /// <summary>What was not understood, on standard error.</summary>
    public static void Warn(PlanBody plan)
    {
        foreach (var warning in plan.Warnings) Commands.CommonOptions.Notify(Text.Clean(warning));
    }
}
