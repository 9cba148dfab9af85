namespace Stvg.Core.Learning.Simulation;

/// <summary>What is to be understood in a sentence, in the words of the grounding sets.</summary>
internal static class Tags
{
    public static List<string> Of(Statement statement, bool siteWords)
    {
        var tags = new List<string>();
        Add("attribute", !statement.Figure.Traits.IsEmpty);
        Add("action", statement.Deeds.Any(d => d is Act or Relate { Relation: not ("next_to" or "together_with") }));
        Add("relation", statement.Deeds.Any(d => d is Relate));
        Add("position", statement.Place is not null);
        Add("direction", statement.Deeds.Any(d => d is Act { Direction: not null } or Relate { Relation: "towards" or "away" }));
        Add("enter/leave", statement.Deeds.Any(d => d is Cross));
        Add("temporal", statement is { When: not null } or { Clock: not null } or { Meanwhile: not null } || statement.Figure.Ordinal != 0);
        Add("site-words", siteWords);
        return tags;

        void Add(string tag, bool holds)
        {
            if (holds) tags.Add(tag);
        }
    }
}
