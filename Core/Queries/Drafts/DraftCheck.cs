using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Drafts;

/// <summary>
/// Whether a proposed plan may be taken for a sentence. It must speak of the sentence's words only, say what the product knows, and be no larger
/// than a sentence can be. What classes a noun has, the parser says, never the draft.
/// </summary>
/// <param name="parser">The built-in parser.</param>
public sealed class DraftCheck(QueryParser parser)
{
    private const int MostParts = 40, Deepest = 4;

    private static readonly ImmutableHashSet<string> s_relations =
        [.. Verbs.Relations, .. Prepositions.Relations, .. Evaluation.VidOrPredicates.Names];

    /// <summary>What a language model is asked for.</summary>
    /// <param name="sentence">The sentence.</param>
    public static string Prompt(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        return $$$"""
            Decompose a sentence that describes one person or thing in a video into a plan, as one JSON object and nothing else.
            "target" holds the noun of what is described. "subQueries" holds one entry for each thing that is said of it, in the order of the sentence:
            "kind", "text" (its words, copied from the sentence), "predicate" (see below), "negated" (true where it is denied), "other" (the other side of a
            relation: its noun, and as "subQueries" what is said of it) and "clause" (entries for what happens in a clause of time).
            Predicates by kind:
            {{{PredicateText.Vocabulary(s_relations.Order(StringComparer.Ordinal))}}}
            Example, for "a man in a red jacket walks left past the bus":
            {"target":{"noun":"man"},"subQueries":[{"kind":"attribute","text":"in a red jacket","predicate":"colour upper red"},{"kind":"action","text":"walks left","predicate":"direction left"},{"kind":"relation","text":"past the bus","predicate":"relation past","other":{"noun":"bus"}}]}
            The sentence: "{{{sentence.ReplaceLineEndings(" ").Replace('"', '\'')}}}"
            """;
    }

    /// <summary>The plan that a draft is, or why it is none.</summary>
    /// <param name="draft">What was proposed.</param>
    /// <param name="sentence">For which sentence.</param>
    /// <param name="author">Who proposed it, for the plan's notes.</param>
    /// <exception cref="StvgException">The sentence itself is refused.</exception>
    public (QueryPlan? Plan, string? Reason) Check(PlanDraft draft, string sentence, string author)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var builtIn = parser.Parse(sentence);
        var reading = new Reading(parser, Words(sentence));
        try
        {
            var target = reading.Thing(draft.Target, builtIn.Target);
            if (draft.Target.SubQueries is { Count: > 0 }) return (null, "the target has sub-queries of its own");
            var said = reading.Parts(draft.SubQueries, target, 0);
            if (said.IsEmpty && !builtIn.SubQueries.IsEmpty) return (null, "nothing is said of the target");
            ImmutableArray<string> unjudged =
                [.. said.Where(s => s.Predicate is UnjudgedPredicate).Select(s => $"nothing judges \"{s.Text}\"")];
            return (new QueryPlan
            {
                Text = builtIn.Text, Target = target with { Count = builtIn.Target.Count }, SubQueries = said, Question = builtIn.Question,
                Warnings = [$"decomposed by {author}", .. unjudged],
            }, null);
        }
        catch (RefusedException e)
        {
            return (null, e.Message);
        }
    }

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split([' ', ',', '.', ';', ':', '?', '!', '"', '(', ')', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Reads a draft against the sentence's words.</summary>
    private sealed class Reading(QueryParser parser, HashSet<string> words)
    {
        private readonly Dictionary<char, int> _ids = [];
        private int _parts;

        public Entity Thing(ThingDraft draft, Entity? builtIn)
        {
            if (builtIn is not null && draft.Noun == builtIn.Noun) return builtIn with { SubQueries = [] };
            Known(draft.Noun, "the noun");
            // Classes are the parser's: "the lorry" by itself.
            return parser.Parse($"the {draft.Noun}").Target with { SubQueries = [], Count = 1 };
        }

        public ImmutableArray<SubQuery> Parts(IReadOnlyList<PartDraft>? drafts, Entity of, int depth) => [.. (drafts ?? []).Select(d => Part(d, of, depth))];

        private SubQuery Part(PartDraft draft, Entity of, int depth)
        {
            if (++_parts > MostParts || depth > Deepest) throw new RefusedException($"more than {MostParts} parts, or more than {Deepest} in each other");
            Known(draft.Text, "the text");
            var other = draft.Other is null ? null : Thing(draft.Other, null);
            if (other is not null) other = other with { SubQueries = Parts(draft.Other!.SubQueries, other, depth + 1) };
            var clause = Parts(draft.Clause, other ?? of, depth + 1);
            if (PredicateText.Read(draft.Predicate, draft.Text, other, clause, s_relations) is not { } predicate)
                throw new RefusedException($"the predicate \"{Short(draft.Predicate)}\" is unknown, or lacks its other side");
            if (!Enum.TryParse<SubQueryKind>(draft.Kind, ignoreCase: true, out var kind) || !Enum.IsDefined(kind)
                || (PredicateText.KindOf(predicate) is { } proper && proper != kind))
                throw new RefusedException($"\"{Short(draft.Predicate)}\" is no {Short(draft.Kind)}");
            if (predicate is ColourPredicate colour && !Colours.Read([.. Words(draft.Text)]).Order().SequenceEqual(colour.Colours.Order()))
                throw new RefusedException($"\"{Short(draft.Text)}\" does not name the colours of \"{Short(draft.Predicate)}\"");
            return new SubQuery(NewId(kind), kind, draft.Text, predicate) { Negated = draft.Negated ?? false };
        }

        private void Known(string text, string what)
        {
            var said = Words(text);
            if (said.Count == 0) throw new RefusedException($"{what} is empty");
            if (said.FirstOrDefault(word => !words.Contains(word)) is { } foreign)
                throw new RefusedException($"{what} has the word \"{Short(foreign)}\", which is not in the sentence");
        }

        private string NewId(SubQueryKind kind)
        {
            var letter = kind switch
            {
                SubQueryKind.Attribute => 'a',
                SubQueryKind.Action => 'v',
                SubQueryKind.Relation => 'r',
                SubQueryKind.Position => 'p',
                _ => 't',
            };
            return $"{letter}{_ids[letter] = _ids.GetValueOrDefault(letter) + 1}";
        }

        private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
    }

    /// <summary>A draft that is not taken.</summary>
    private sealed class RefusedException(string reason) : Exception(reason);
}
