using Spectre.Console;
using Stvg.Core.Grounding;
using Stvg.Core.Queries;

namespace Stvg.Client.Output;

/// <summary>Shows people how a sentence was understood, and why a tube is an answer.</summary>
internal static class PlanPrinter
{
    /// <summary>The plan as a tree: the target, and under it everything that is said of it.</summary>
    public static void Plan(QueryPlan plan, IAnsiConsole console)
    {
        var target = plan.Target;
        var tree = new Tree($"[bold]{Markup.Escape(target.Noun)}[/]{(target.Categories.IsEmpty ? "" : $" [grey]({Markup.Escape(string.Join(", ", target.Categories))})[/]")}");
        foreach (var subQuery in plan.SubQueries) Add(tree, subQuery);
        console.Write(tree);
        Warnings(plan, console);
    }

    /// <summary>Tubes and the score of every sub-query.</summary>
    public static void Evidence(QueryPlan plan, IReadOnlyList<Tube> tubes, IAnsiConsole console)
    {
        Plan(plan, console);
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("sub-query", "words");
        for (var i = 0; i < tubes.Count; i++) table.AddColumn(new TableColumn($"tube {i + 1}").RightAligned());

        table.AddRow(["", "[bold]score[/]", .. tubes.Select(t => $"[bold]{t.Score:0.00}[/]")]);
        table.AddRow(["", "frames", .. tubes.Select(t => $"{t.Begin}–{t.End}")]);
        table.AddRow(["", "seconds", .. tubes.Select(t => $"{t.BeginTime.TotalSeconds:0.0}–{t.EndTime.TotalSeconds:0.0}")]);
        foreach (var subQuery in plan.SubQueries)
        {
            table.AddRow([
                subQuery.Id, Markup.Escape(subQuery.Text),
                .. tubes.Select(t => t.Evidence.FirstOrDefault(e => e.SubQuery == subQuery.Id) is { } e ? $"{e.Score:0.00}" : "[grey]not judged[/]")]);
        }

        console.Write(table);
    }

    /// <summary>What was not understood, one line each.</summary>
    public static void Warnings(QueryPlan plan, IAnsiConsole console)
    {
        foreach (var warning in plan.Warnings) console.MarkupLine($"[yellow]note:[/] {Markup.Escape(warning)}");
    }

    private static void Add(IHasTreeNodes parent, SubQuery subQuery)
    {
        var node = parent.AddNode($"[blue]{subQuery.Id}[/] {PlanJson.Kind(subQuery.Kind)}: {Markup.Escape(subQuery.Text)}");
        var (other, clause) = subQuery.Predicate switch
        {
            RelationPredicate relation => (relation.Other, relation.Other.SubQueries),
            TemporalPredicate temporal => (temporal.Other, [.. temporal.Other?.SubQueries ?? [], .. temporal.Clause]),
            _ => (null, []),
        };
        if (other is not null) node.AddNode($"[bold]{Markup.Escape(other.Noun)}[/]");
        foreach (var inner in clause) Add(node, inner);
    }
}
