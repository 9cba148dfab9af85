using System.Collections.Immutable;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

/// <summary>
/// From constituents to a plan. Every word is accounted for: it stands in the text of a sub-query or in a noun, or a warning names it.
/// </summary>
internal sealed partial class PlanBuilder(IReadOnlyList<Token> tokens, IReadOnlyList<Word> words, Lexicon lexicon)
{
    private const int MostRefused = 12;
    private readonly bool[] _used = new bool[tokens.Count];
    private readonly int[] _counts = new int[128];
    private readonly PlanWarnings _warnings = new();
    private readonly List<(NounPhrase Phrase, Entity Entity)> _mentions = [];
    private Entity _target = new(Nouns.Anything, []);
    private bool _understood;
    private bool _plural;

    /// <summary>The plan of a parsed sentence.</summary>
    /// <exception cref="StvgException">Nothing in the sentence is understood.</exception>
    public QueryPlan Build(string text, Sentence sentence, IEnumerable<(string Typed, string Read)> mended)
    {
        var said = ImmutableArray.CreateBuilder<SubQuery>();
        foreach (var (typed, read) in mended) _warnings.Guess($"\"{typed}\" is read as \"{read}\"");
        _target = TargetEntity(sentence);
        _plural = sentence.Target.Plural || sentence.Target.Noun is "couple" or "pair" or "group" or "crowd" or "family"
            || sentence.Target.And.Count > 0;
        var worn = IsWornTarget(sentence.Target);
        if (!worn) Use(sentence.Target, sentence.Target.Head);
        foreach (var word in words)
            if (word.Idiom?.Kind == IdiomKind.Frame) Use(word);
        if (worn) AddWornTarget(sentence.Target, said);
        else
        {
            AddMount(sentence.Target, said);
            AddModifiers(sentence.Target, _target, said);
        }
        if (sentence.OneOfMany && sentence.Target.Plural) AddCompanion(sentence.Target, said);
        var count = said.Count;
        for (var i = 0; i < count; i++) said[i] = said[i] with { Restrictive = true };
        foreach (var other in sentence.Target.And) AddRelation("together_with", other, Span(other), said, false);
        foreach (var node in sentence.Said) AddNode(node, _target, said);
        Refuse();
        var main = MainOf(sentence, said, count);
        return new QueryPlan
        {
            Text = text,
            Target = _target,
            SubQueries = said.ToImmutable(),
            Question = sentence.Question == QuestionForm.Subject && IsSuffered(said, main) ? QuestionForm.Object : sentence.Question,
            Main = main,
            Warnings = _warnings.Build(Leftover()),
        };
    }

    // "a cyclist": a person, and what makes him one.
    private void AddMount(NounPhrase phrase, ImmutableArray<SubQuery>.Builder said)
    {
        if (Nouns.Mount(phrase.Noun) is { } mount)
            Add(said, new RelationPredicate("ride", new Entity(mount, Nouns.Categories(mount, lexicon))), [phrase.Head]);
    }

    private Entity TargetEntity(Sentence sentence)
    {
        var phrase = sentence.Target;
        var (noun, categories) = (Nouns.Anything, ImmutableArray<string>.Empty);
        if (IsWornTarget(phrase))
        {
            (noun, categories) = ("person", Nouns.Person);
            _warnings.Guess($"\"{Text(Span(phrase))}\" is read as somebody who has it on");
        }
        else if (sentence.Asked is "who" or "whom") (noun, categories) = ("person", Nouns.Person);
        else if (phrase.Noun is "who" or "he" or "she" or "him" or "her" or "they" or "them") (noun, categories) = ("person", Nouns.Person);
        else if (phrase.Noun is not ("" or "one" or "it" or "something" or "anything" or "thing" or "object"))
            (noun, categories) = Name(phrase);
        if (noun == Nouns.Anything
            && sentence.Said.OfType<AdjectiveNode>().FirstOrDefault(node => node.Words.Noun is not ("" or "one")) is { } again)
            (noun, categories) = Name(again.Words);
        if (noun == Nouns.Anything && sentence.Asked.Length == 0 && IsClothed(sentence)) (noun, categories) = ("person", Nouns.Person);
        else if (categories.IsEmpty && noun != Nouns.Anything && !Nouns.IsListed(noun) && IsClothed(sentence)) categories = Nouns.Person;
        if (noun != Nouns.Anything && categories.IsEmpty) _warnings.AnyObject(noun);
        return new Entity(noun, categories) { Count = sentence.OneOfMany ? 1 : phrase.Count };
    }

    // "red jacket": a garment is sought with its wearer.
    private bool IsWornTarget(NounPhrase phrase) =>
        phrase.Noun.Length > 0 && !Nouns.IsListed(phrase.Noun) && Nouns.Categories(phrase.Noun, lexicon).IsEmpty
        && Garments.Part(phrase.Noun, lexicon) is not (null or BodyPart.Carried);

    private void AddWornTarget(NounPhrase garment, ImmutableArray<SubQuery>.Builder said)
    {
        var (after, bare) = (garment.After.ToList(), WithoutAnd(garment));
        bare.After.Clear();
        bare.Last = Math.Max(bare.First, bare.Head);
        AddGarment(bare, [], said, false);
        foreach (var node in after) AddNode(node, _target, said);
    }

    // "the one in blue jeans": whatever wears clothes is a person.
    private bool IsClothed(Sentence sentence) =>
        sentence.Target.After.Concat(sentence.Said).Any(node => node is Clause { Sense.Kind: VerbKind.Wear }
            || (node is PrepositionPhrase { Lower: "in" } phrase && IsGarment(phrase.Object)));

    // Head noun and categories; where no class fits the head, a compound is named whole ("lamp post").
    private (string Noun, ImmutableArray<string> Categories) Name(NounPhrase phrase)
    {
        var categories = Nouns.Categories(phrase.Noun, lexicon);
        if (Nouns.IsGendered(phrase.Noun)) _warnings.Gender(phrase.Noun);
        var compound = phrase.Before.Where(word => word.Tag == Tag.Noun).Select(word => word.Lemma).ToList();
        if (compound.Count == 0) return (phrase.Noun, categories);
        var whole = string.Join(' ', compound) + ' ' + phrase.Noun;
        if (lexicon.Own.Find(whole) is not null) return (whole, Nouns.Categories(whole, lexicon));
        if (compound[0] == "toy") return ("toy", categories);
        return categories.IsEmpty ? (whole, categories) : (phrase.Noun, categories);
    }

    // Another thing than the target: "another one" and pronouns are what was spoken of before.
    private Entity OtherEntity(NounPhrase phrase, out bool isTarget)
    {
        isTarget = false;
        Use(phrase, phrase.Head);
        if (phrase.Noun is "he" or "she" or "it" or "they" or "him" or "her" or "them" or "himself" or "herself" or "itself"
            or "themselves")
            return Resolve(phrase.Noun, out isTarget);
        Entity entity;
        if (phrase.Noun is "something" or "anything" or "nothing" or "thing") entity = new Entity(Nouns.Anything, []);
        else if (phrase.Noun is "nobody" or "none") entity = new Entity("person", Nouns.Person);
        else if (phrase.Noun is "" or "one" or "other") entity = new Entity(_target.Noun, _target.Categories);
        else if (phrase.Noun is "each other" or "one another") entity = new Entity(_target.Noun, _target.Categories);
        else
        {
            var (noun, categories) = Name(phrase);
            entity = new Entity(noun, categories);
            if (categories.IsEmpty && !IsPicture(noun) && GroundNouns.ColourOf(noun) is null) _warnings.NoClass(noun);
        }
        var said = ImmutableArray.CreateBuilder<SubQuery>();
        AddModifiers(phrase, entity, said);
        entity = entity with { SubQueries = said.ToImmutable(), Count = phrase.Count };
        _mentions.Add((phrase, entity));
        return entity;
    }

    private Entity Resolve(string pronoun, out bool isTarget)
    {
        var person = pronoun is not ("it" or "itself");
        isTarget = false;
        for (var i = _mentions.Count - 1; i >= 0; i--)
        {
            var (phrase, entity) = _mentions[i];
            if (Nouns.IsPerson(entity.Categories) == person && Agrees(pronoun, phrase.Noun)) return entity with { SubQueries = [] };
        }
        isTarget = (_target.Categories.IsEmpty || Nouns.IsPerson(_target.Categories) == person) && Agrees(pronoun, _target.Noun);
        return isTarget ? _target with { SubQueries = [] } : person ? new Entity("person", Nouns.Person) : new Entity(Nouns.Anything, []);
    }

    private static bool Agrees(string pronoun, string noun) => pronoun switch
    {
        "he" or "him" or "himself" => noun is not ("woman" or "girl" or "lady" or "female" or "mother" or "wife"),
        "she" or "her" or "herself" => noun is not ("man" or "boy" or "gentleman" or "guy" or "male" or "father" or "husband"),
        _ => true,
    };

    // "two men …: the one in blue jeans": another man is with him.
    private void AddCompanion(NounPhrase phrase, ImmutableArray<SubQuery>.Builder said)
    {
        Add(said, WithAnother(), Enumerable.Range(phrase.First, Math.Max(phrase.Head, phrase.First) - phrase.First + 1));
    }

    // With another of the target's kind.
    private RelationPredicate WithAnother() => new("together_with", new Entity(_target.Noun, _target.Categories));

    // The first thing that the main verb says; for a bare description the first action or relation.
    private static string? MainOf(Sentence sentence, ImmutableArray<SubQuery>.Builder said, int described)
    {
        var main = sentence.Said.Exists(node => node is Clause) ? said.Skip(described) : said;
        return main.FirstOrDefault(query => query.Kind is SubQueryKind.Relation or SubQueryKind.Action && !IsScenery(query))?.Id
            ?? said.LastOrDefault(query => query.Kind is SubQueryKind.Relation or SubQueryKind.Action)?.Id;
    }

    // "what is pushed by the man?" asks for the object, however it is put.
    private static bool IsSuffered(ImmutableArray<SubQuery>.Builder said, string? main) =>
        said.Any(query => query.Id == main && query.Predicate is RelationPredicate { TargetIsObject: true });

    // "in the room", "on the grass": where it happens rather than what.
    private static bool IsScenery(SubQuery query) =>
        query.Predicate is RelationPredicate { Name: "in" or "on" or "at", Other.Categories.IsEmpty: true };

    private void Refuse()
    {
        if (_understood) return;
        var unknown = PlanWarnings.Quote(tokens.Where(token => token.IsWord).Select(token => token.Text), MostRefused);
        throw new NothingUnderstoodException(
            $"nothing in this sentence is understood ({unknown}): " +
            "describe what to look for in English, for example \"a man in a red jacket walking to the left\"");
    }

    // Words that no sub-query shows and that would have said something.
    private List<string> Leftover()
    {
        var left = new List<string>();
        for (var i = 0; i < tokens.Count; i++)
            if (!_used[i] && tokens[i].IsWord && !ClosedClass.IsSilent(tokens[i].Lower)) left.Add(tokens[i].Text);
        return left;
    }

    private string NewId(char kind) => $"{kind}{++_counts[kind]}";

    private void Add(
        ImmutableArray<SubQuery>.Builder said, Predicate predicate, IEnumerable<int> from, bool negated = false, string? id = null,
        SubQueryKind unjudged = SubQueryKind.Attribute)
    {
        _understood |= predicate is not (UnjudgedPredicate or RelationPredicate or TemporalPredicate);
        var kind = predicate is UnjudgedPredicate ? unjudged : Kind(predicate);
        said.Add(new SubQuery(id ?? NewId(Letter(kind)), kind, Text(from), predicate) { Negated = negated });
    }

    private static SubQueryKind Kind(Predicate predicate) => predicate switch
    {
        MotionPredicate or DirectionPredicate or CrossingPredicate or PosturePredicate => SubQueryKind.Action,
        RelationPredicate => SubQueryKind.Relation,
        PositionPredicate => SubQueryKind.Position,
        OrdinalPredicate or TemporalPredicate => SubQueryKind.Temporal,
        _ => SubQueryKind.Attribute,
    };

    private static char Letter(SubQueryKind kind) => kind switch
    {
        SubQueryKind.Attribute => 'a',
        SubQueryKind.Action => 'v',
        SubQueryKind.Relation => 'r',
        SubQueryKind.Position => 'p',
        _ => 't',
    };

    // The words of a sub-query in the order of the sentence; they count as used.
    private string Text(IEnumerable<int> from)
    {
        var chosen = new SortedSet<int>();
        foreach (var word in from)
            for (var token = words[word].First; token <= words[word].Last; token++)
            {
                chosen.Add(token);
                _used[token] = true;
            }
        while (chosen.Count > 1 && !tokens[chosen.Max].IsWord) chosen.Remove(chosen.Max);
        while (chosen.Count > 1 && !tokens[chosen.Min].IsWord) chosen.Remove(chosen.Min);
        return Tokeniser.Join(chosen.Select(token => tokens[token]));
    }

    private void Use(Word word)
    {
        for (var token = word.First; token <= word.Last; token++) _used[token] = true;
    }

    // Determiner to head: the name of the thing; its modifiers are used where they are judged.
    private void Use(NounPhrase phrase, int head)
    {
        if (head < 0) return;
        _understood |= (words[head].Tag == Tag.Noun && words[head].Reading.Known) || Nouns.IsListed(words[head].Lower);
        for (var i = phrase.First; i <= head; i++)
        {
            var framing = words[i].Tag is Tag.Det or Tag.Num or Tag.Poss or Tag.Pron or Tag.Prep;
            if (i == head || framing || words[i + 1].Lower == "of") Use(words[i]); // "a group of people"
        }
    }

    private bool IsKnown(NounPhrase phrase) => phrase.Head >= 0 && words[phrase.Head].Reading.Known;

    private static IEnumerable<int> Span(Node node) => Enumerable.Range(node.First, node.Last - node.First + 1);

    private bool IsGarment(NounPhrase phrase) => phrase.Noun.Length == 0
        ? phrase.Before.Exists(word => Colours.IsListed(word.Lower))
        : Garments.Part(phrase.Noun, lexicon) is not null;

    private static bool IsPicture(string noun) =>
        noun is "picture" or "image" or "frame" or "video" or "clip" or "scene" or "view" or "footage" or "shot";
}
