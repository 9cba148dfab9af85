using System.Globalization;
using Stvg.Core.Queries;

namespace Stvg.Core.Learning.Simulation;

/// <summary>Puts a statement into words: orders of words, questions, times and places. One writer writes one sentence.</summary>
internal sealed class SentenceWriter
{
    private readonly Dice _dice;
    private readonly WordChoice _words;
    private readonly NounPhraseWriter _nouns;
    private readonly VerbPhraseWriter _verbs;

    public SentenceWriter(SentenceStyle style, Dice dice)
    {
        (_dice, _words) = (dice, new WordChoice(style, dice));
        (_nouns, _verbs) = (new NounPhraseWriter(_words), new VerbPhraseWriter(_words));
    }

    /// <summary>Whether a word of the site was used.</summary>
    public bool UsedSiteWords => _words.SiteWords > 0;

    /// <summary>The sentence.</summary>
    /// <param name="statement">What it says.</param>
    /// <param name="target">Of whom.</param>
    /// <param name="truth">When it is so.</param>
    public string Write(Statement statement, SimulatedActor target, Span truth)
    {
        // A sentence of which nobody knows a word says nothing to anybody.
        _words.MostSiteWords = statement.Figure.Traits.Length + (statement.Deeds is [Being] ? -1 : statement.Deeds.Length - 1);
        if (target.Kind != ActorKind.Person) _words.MostSiteWords++;
        var bare = _nouns.Bare(statement.Figure, target.Look, mayBeOwn: true);
        var figure = NounPhraseWriter.WithArticle(bare, _dice.Chance(0.6f) || statement.Figure.Ordinal != 0);
        var place = statement.Place is { } at ? _words.Any(WordTable.Places(at)) : null;
        if (statement.NamesForLife) return Join(Named((Cross)statement.Deeds[0], figure, target), place, Time(statement));
        if (statement.Deeds is [Being]) return Join(figure, statement.Figure.Ordinal == 0 ? null : Appears(), place, Time(statement));
        var verbs = statement.Deeds.Select(deed => _verbs.Of(deed, target, truth, _nouns)).ToList();
        return Sentence(bare, figure, verbs, place, Time(statement), statement, target);
    }

    private string Sentence(
        string bare, string figure, List<Verb> verbs, string? place, string? time, Statement statement, SimulatedActor target)
    {
        var then = _dice.Chance(0.5f) ? " and then " : _words.IsVaried && _dice.Chance(0.4f) ? ", then " : " and ";
        string third = string.Join(then, verbs.Select(v => v.Third)), ing = string.Join(then, verbs.Select(v => v.Ing));
        var person = target.Kind == ActorKind.Person;
        var asks = statement.Meanwhile is null;
        // Coming in, where it does not only name somebody, is told as something that happens.
        var form = statement.Deeds is [Cross { Crossing: Crossing.Enter }] ? 0 : _words.IsVaried ? _dice.Below(9) : _dice.Below(4);
        switch (form)
        {
            case 0 or 1: return Join(figure, third, place, time);
            case 2: return Join(figure, ing, place, time);
            case 3: return Join(figure, person ? "who" : "that", third, place, time);
            case 4 when person && statement.Figure.Traits.IsEmpty: return Join("who", third, place, time) + "?";
            case 4 or 5 when asks:
                return Join("which", bare.Replace("somebody", "person", StringComparison.Ordinal), third, place, time) + "?";
            case 6 when time is not null && asks: return $"{time}, {Join(figure, third, place)}";
            case 6 when place is not null: return $"{place}, {Join(figure, third, time)}";
            case 7: return Join("there is", NounPhraseWriter.WithArticle(bare, false), ing, place, time);
            case 8 when person: return Join("find", figure, "who", third, place, time);
            default: return Join(figure, ing, place, time);
        }
    }

    private string Appears() => _dice.Chance(0.5f) ? "to appear" : "in the video";

    private string Named(Cross enters, string figure, SimulatedActor target)
    {
        var verb = _words.Any(WordTable.CameIn);
        var side = enters.Edge == PictureEdge.Any ? null : _words.Any(WordTable.Sides(Crossing.Enter, enters.Edge));
        var who = target.Kind == ActorKind.Person ? "who" : "that";
        return _dice.Chance(0.5f) ? Join(figure, who, verb.Third, side) : Join(figure, verb.Ing, side);
    }

    private string? Time(Statement statement)
    {
        var time = statement.Clock is { } second ? string.Create(CultureInfo.InvariantCulture, $"at {second / 60:00}:{second % 60:00}")
            : statement.When is { } when ? _words.Any(WordTable.Times(when)) : null;
        if (statement.Meanwhile is not { } other) return time;
        return Join(time, "while", _nouns.Phrase(other.Other, definite: false), _verbs.Of(other.Act, other.Other.Noun).Third);
    }

    private static string Join(params ReadOnlySpan<string?> parts)
    {
        var words = new List<string>();
        foreach (var part in parts)
            if (!string.IsNullOrEmpty(part)) words.Add(part);
        return string.Join(' ', words);
    }
}
