using System.Globalization;
using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Puts a statement into words.</summary>
internal sealed class SentenceWriter(SentenceStyle style, Dice dice)
{
    private readonly NounPhraseWriter _nouns = new(style, dice);

    private bool IsVaried => style != SentenceStyle.Plain;

    /// <summary>Whether a word of the site was used.</summary>
    public bool UsedSiteWords { get; private set; }

    /// <summary>The sentence.</summary>
    /// <param name="statement">What it says.</param>
    /// <param name="target">Of whom.</param>
    /// <param name="truth">When it is so.</param>
    public string Write(Statement statement, SimulatedActor target, Span truth)
    {
        var figure = _nouns.Phrase(statement.Figure, target.Look, definite: dice.Chance(0.6f));
        var place = statement.Place is { } at ? Any(WordTable.Places(at)) : null;
        var time = Time(statement);
        var verbs = statement.Deeds.Select(d => Of(d, target, truth)).ToList();
        if (statement.Meanwhile is { } other)
        {
            var meanwhile = $"while {_nouns.Phrase(other.Other, null, false)} {Of(other.Act, other.Other.Noun, null).Third}";
            time = time is null ? meanwhile : $"{time} {meanwhile}";
        }

        var text = statement.Deeds is [Being] ? Join(Ordered(statement, figure), place, time) : Sentence(figure, verbs, place, time, statement, target);
        UsedSiteWords |= _nouns.UsedSiteWords;
        return text;
    }

    private string Sentence(string figure, List<Verb> verbs, string? place, string? time, Statement statement, SimulatedActor target)
    {
        var then = dice.Chance(0.5f) ? "and then" : IsVaried && dice.Chance(0.4f) ? ", then" : "and";
        string third = Then(verbs.Select(v => v.Third), then), ing = Then(verbs.Select(v => v.Ing), then);
        var person = target.Kind == ActorKind.Person;
        switch (IsVaried ? dice.Below(9) : dice.Below(4))
        {
            case 0 or 1: return Join(figure, third, place, time);
            case 2: return Join(figure, ing, place, time);
            case 3: return Join(figure, person ? "who" : "that", third, place, time);
            case 4 when person && statement.Figure.Traits.IsEmpty: return Join("who", third, place, time) + "?";
            case 4 or 5 when statement.Meanwhile is null: return $"which {Join(_nouns.Bare(statement.Figure, target.Look), third, place, time)}?";
            case 6 when time is not null && statement.Meanwhile is null: return $"{time}, {Join(figure, third, place)}";
            case 6 when place is not null: return $"{place}, {Join(figure, third, time)}";
            case 7: return Join("there is", _nouns.Phrase(statement.Figure, target.Look, false), ing, place, time);
            case 8 when person: return Join("find", figure, "who", third, place, time);
            default: return Join(figure, ing, place, time);
        }
    }

    private string Ordered(Statement statement, string figure) => statement.Figure.Ordinal switch
    {
        0 => figure,
        > 0 => $"{figure} {(dice.Chance(0.5f) ? "to appear" : "in the video")}",
        _ => $"{figure} {(dice.Chance(0.5f) ? "to appear" : "in the video")}",
    };

    private string? Time(Statement statement)
    {
        if (statement.Clock is { } second) return string.Create(CultureInfo.InvariantCulture, $"at {second / 60:00}:{second % 60:00}");
        return statement.When is { } when ? Any(WordTable.Times(when)) : null;
    }

    private Verb Of(Deed deed, SimulatedActor target, Span truth)
    {
        switch (deed)
        {
            case Act act: return Of(act, target.Kind, target);
            case Cross cross:
                var crosses = Any(WordTable.Crossings(cross.Crossing));
                return cross.Edge == PictureEdge.Any ? crosses : With(crosses, Any(WordTable.Sides(cross.Crossing, cross.Edge)));
            case Relate relate:
                var other = _nouns.Phrase(relate.Other, null, definite: dice.Chance(0.3f));
                var manner = target.EpisodeAt((truth.Begin + truth.End) / 2).Motion;
                return With(Any(Relates(relate.Relation, manner, target.Kind)), other);
            default: return new Verb("is there", "being there");
        }
    }

    private Verb[] Relates(string relation, Motion manner, ActorKind kind)
    {
        var going = Any(WordTable.Verbs(manner == Motion.Stand ? Motion.Walk : manner, kind, true));
        return relation switch
        {
            "next_to" => [With(Any(WordTable.Verbs(Motion.Stand, kind, true)), "next to"), new("stands beside", "standing beside"), new("stands near", "standing near")],
            "past" => [With(going, "past"), new("passes", "passing")],
            "towards" => [With(going, "towards"), new("approaches", "approaching"), With(going, "up to")],
            "away" => [With(going, "away from")],
            "follow" => [new("follows", "following"), new("trails", "trailing"), new("walks after", "walking after")],
            "together_with" => [With(going, "next to"), With(going, "beside"), With(going, "together with")],
            "meet" => [new("meets", "meeting"), new("joins", "joining")],
            _ => [new("rides", "riding")],
        };
    }

    private Verb Of(Act act, ActorKind kind, SimulatedActor? target)
    {
        if (style == SentenceStyle.SiteWords && target is not null && SiteWords.Verb(act) is { } own)
        {
            UsedSiteWords = true;
            return own;
        }

        var verb = Any(WordTable.Verbs(act.Motion, kind, act.Direction is not null));
        return act.Direction is { } way ? With(verb, Any(WordTable.Ways(way))) : verb;
    }

    private static Verb With(Verb verb, string words) => new($"{verb.Third} {words}", $"{verb.Ing} {words}");

    private T Any<T>(T[] words) => IsVaried ? dice.Any(words) : words[0];

    private static string Then(IEnumerable<string> parts, string then) => string.Join($" {then} ", parts).Replace(" ,", ",", StringComparison.Ordinal);

    private static string Join(params ReadOnlySpan<string?> parts)
    {
        var words = new List<string>();
        foreach (var part in parts)
            if (!string.IsNullOrEmpty(part)) words.Add(part);
        return string.Join(' ', words);
    }
}
