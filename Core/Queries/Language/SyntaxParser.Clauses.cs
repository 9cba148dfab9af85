using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class SyntaxParser
{
    // A verb, an auxiliary, or adverbs and negation before one.
    private bool IsVerbPhraseStart(int ahead = 0)
    {
        while (Tag(ahead) is Language.Tag.Adv or Language.Tag.Not) ahead++;
        return Tag(ahead) is Language.Tag.Verb or Language.Tag.Aux or Language.Tag.Ing or Language.Tag.Ed;
    }

    /// <summary>Verb phrases of one subject: "walks left, turns around and leaves". Participles are only joined by participles.</summary>
    private List<Clause> ParseVerbPhrases(Tag? participle = null)
    {
        var clauses = ParseVerbPhrase();
        while (true)
        {
            var start = _at;
            while (Tag() is Language.Tag.Conj || IsStop(",") || Is("then")) _at++;
            if (_at > start && Tag() == Language.Tag.Pron && Peek()!.Lower is "he" or "she" or "it" or "they" && IsVerbPhraseStart(1)) _at++;
            var ahead = 0;
            while (Tag(ahead) is Language.Tag.Adv or Language.Tag.Not) ahead++;
            var joins = _at > start && (Tag(ahead) is Language.Tag.Ing or Language.Tag.Ed || (Tag(ahead) is Language.Tag.Verb or Language.Tag.Aux && participle is null));
            if (!joins)
            {
                _at = start;
                return clauses;
            }
            clauses.AddRange(ParseVerbPhrase());
        }
    }

    // One verb with its complements, and the participles that hang on it ("stand talking"); at least one clause.
    private List<Clause> ParseVerbPhrase()
    {
        var first = _at;
        var clause = new Clause();
        var be = false;
        var have = false;
        while (!AtEnd)
        {
            if (Tag() == Language.Tag.Not)
            {
                clause.Negated = true;
                AddVerbWord(clause);
            }
            else if (Tag() == Language.Tag.Adv) clause.Complements.Add(ParseAdverb());
            else if (Tag() == Language.Tag.Aux)
            {
                be = IsBe(Peek()!);
                have = Peek()!.Lower is "have" or "has" or "had" or "having";
                if (Tag(1) == Language.Tag.Not) AddVerbWord(clause);
                else _at++;
                if (have && IsNounPhraseStart()) break;
            }
            else break;
        }
        var extra = new List<Clause>();
        if (Tag() is Language.Tag.Verb or Language.Tag.Ing or Language.Tag.Ed)
        {
            SkipAspect(clause);
            ReadVerb(clause, be);
        }
        else if (have) clause.Sense = new VerbSense(VerbKind.Have);
        ParseComplements(clause, extra);
        Close(clause, first);
        return [clause, .. extra];
    }

    private void AddVerbWord(Clause clause)
    {
        clause.VerbWords.Add(_at);
        _at++;
    }

    // "starts to run", "keeps walking": the second verb says it; "stops walking" says stop.
    private void SkipAspect(Clause clause)
    {
        while (Tag() is Language.Tag.Verb or Language.Tag.Ing or Language.Tag.Ed)
        {
            var senses = Verbs.Senses(Peek()!.Lemma);
            var aspect = senses?.Any(sense => sense.Kind == VerbKind.Aspect) ?? false;
            var starts = senses?.Any(sense => sense is { Kind: VerbKind.Motion, Motion: Motion.Start }) ?? false;
            if (!aspect && !starts) return;
            var ahead = 1;
            while (Tag(ahead) == Language.Tag.Adv || Is("to", ahead) || Is("on", ahead) || Is("be", ahead) || Is("been", ahead)) ahead++;
            if (Tag(ahead) is not (Language.Tag.Ing or Language.Tag.Verb or Language.Tag.Ed)) return;
            for (; ahead > 0; ahead--) AddVerbWord(clause);
        }
    }

    private void ReadVerb(Clause clause, bool be)
    {
        clause.Verb = _at;
        clause.Lemma = Peek()!.Lemma;
        clause.VerbWords.Add(_at);
        var participle = Tag() == Language.Tag.Ed || (be && Tag() == Language.Tag.Verb);
        _at++;
        clause.Sense = ChooseSense(clause);
        if (clause.Sense.Motion == Motion.Stop && Tag() == Language.Tag.Ing) AddVerbWord(clause); // "stops walking"
        clause.Passive = participle && clause.Sense.Kind is VerbKind.Relation or VerbKind.Other && (Is("by") || (be && !IsNounPhraseStart()));
        if (participle && Is("by") && clause.Lemma is "hide" or "cover" or "obscure" or "block" or "occlude" or "shield")
            clause.Sense = new VerbSense(VerbKind.Relation, null, "in_front_of");
    }

    // The sense with the longest pattern that fits, then one that takes the object that follows, then the plain one.
    private VerbSense ChooseSense(Clause clause)
    {
        if (Verbs.Senses(clause.Lemma) is not { } senses) return new VerbSense(VerbKind.Other);
        VerbSense? plain = null, transitive = null, matched = null;
        var end = _at;
        foreach (var sense in senses)
        {
            if (sense.Pattern is null)
            {
                if (sense.Transitive) transitive ??= sense;
                else plain ??= sense;
            }
            else if (MatchAhead(sense.Pattern) is > 0 and var after && after > end && Fits(sense, after))
            {
                matched = sense;
                end = after;
            }
        }
        if (matched is null) return transitive is not null && (IsObjectStart() || Is("by")) ? transitive : plain ?? new VerbSense(VerbKind.Other);
        while (_at < end) AddVerbWord(clause);
        return matched;
    }

    // "gets in" comes in, "gets in the car" does not; "looks at" wants what comes next; "runs after the bus", but not "… leaves".
    private bool Fits(VerbSense sense, int after)
    {
        if (words[after - 1].Tag == Language.Tag.Sub)
        {
            var start = _at;
            _at = after;
            var fits = ParseNounPhrase(Role.Object) is not null && !IsVerbPhraseStart();
            _at = start;
            return fits;
        }
        return sense.Kind is VerbKind.Relation or VerbKind.Other or VerbKind.Aspect || !IsNounPhraseStart(after - _at);
    }

    // Index of the word after a pattern's match, when the match ends with a word (not inside an idiom).
    private int MatchAhead(PhrasePattern pattern)
    {
        if (AtEnd) return -1;
        var end = pattern.Match(tokens, words[_at].First);
        if (end < 0) return -1;
        for (var i = _at; i < words.Count; i++)
        {
            if (words[i].Last + 1 == end) return i + 1;
            if (words[i].Last >= end) break;
        }
        return -1;
    }

    private bool IsObjectStart() => Tag() is Language.Tag.Det or Language.Tag.Poss or Language.Tag.Noun or Language.Tag.Pron or Language.Tag.Num
        || (Tag() is Language.Tag.Adj or Language.Tag.Ed or Language.Tag.Ing && HeadFollows(0));

    private AdverbNode ParseAdverb()
    {
        var word = Peek()!;
        _at++;
        return Close(new AdverbNode { Lower = word.Lower, IsPreposition = word.Tag == Language.Tag.Prep }, _at - 1);
    }

    private bool IsStranded(Clause clause)
    {
        if (Tag() != Language.Tag.Prep) return false;
        if (clause.Object is null && (clause.Agent is not null || clause.Verb < 0 || Prepositions.Find(Peek()!.Lower) is not { Kind: PrepositionKind.Relation })) return false;
        var start = _at;
        var stranded = ParsePrepositionPhrase() is null;
        _at = start;
        return stranded;
    }

    private Node? ParseAdjunct()
    {
        if (Tag() == Language.Tag.Idiom)
        {
            _at++;
            return Close(new IdiomNode { Idiom = words[_at - 1].Idiom! }, _at - 1);
        }
        if (Tag() is Language.Tag.Prep or Language.Tag.Adv) return (Node?)ParsePrepositionPhrase() ?? ParseAdverb();
        return null;
    }

    private void ParseComplements(Clause clause, List<Clause> extra)
    {
        while (!AtEnd)
        {
            if (Is("to") && Tag(1) == Language.Tag.Verb)
            {
                _at++;
                var purpose = ParseVerbPhrase();
                purpose[0].Infinitive = true;
                purpose[0].First--;
                extra.AddRange(purpose);
            }
            else if (_asks && IsStranded(clause)) return; // "who is the man wearing a hat next to?"
            else if (ParseAdjunct() is { } adjunct) clause.Complements.Add(adjunct);
            else if (clause.Object is null && IsNounPhraseStart() && TakesObject(clause))
            {
                if (ParseObject(clause) is not { } thing) return;
                clause.Object = thing;
                ParseCoordinated(thing);
            }
            else if (Tag() is Language.Tag.Ing or Language.Tag.Ed && clause.Sense.Kind != VerbKind.Wear) extra.AddRange(ParseVerbPhrase());
            else if (Tag() == Language.Tag.Not && clause.Sense.Kind == VerbKind.Be)
            {
                clause.Negated = true;
                AddVerbWord(clause);
            }
            else if (ParseTemporal() is { } temporal) clause.Complements.Add(temporal);
            else if (!SkipJoin()) return;
        }
    }

    // "walks the dog", "is tall", but not "walks left a woman follows".
    private static bool TakesObject(Clause clause) =>
        clause.Complements.TrueForAll(node => node is AdverbNode) || clause.Sense.Kind is VerbKind.Relation or VerbKind.Wear or VerbKind.Have or VerbKind.Be;

    private NounPhrase? ParseObject(Clause clause)
    {
        var start = _at;
        var thing = ParseNounPhrase(clause.Sense.Kind == VerbKind.Be ? Role.Agent : Role.Object);
        if (thing is null || (Tag() is Language.Tag.Verb or Language.Tag.Aux && clause.Complements.Count > 0))
        {
            _at = start;
            return null;
        }
        return thing;
    }

    // "to the right and out of the picture", "past the sign, towards the camera": the same verb goes on.
    private bool SkipJoin()
    {
        var start = _at;
        while (Is("and") || Is("then") || Is("or") || Is("but") || IsStop(",")) _at++;
        var ahead = 0;
        while (Tag(ahead) == Language.Tag.Adv) ahead++;
        if (_at > start && Tag(ahead) is Language.Tag.Prep or Language.Tag.Idiom) return true;
        if (_at > start && IsSubordinator()) return true;
        _at = start;
        return false;
    }

    // "who …", "that the man pushes", "whose jacket is red", "in which"; null when the phrase cannot have it.
    private List<Clause>? ParseRelative(NounPhrase phrase, Role role)
    {
        var pronoun = Peek()!.Lower;
        if (role == Role.Agent) return null;
        if (role == Role.Object && (IsLandmark(phrase) || (pronoun is "who" or "whom" && Nouns.IsVehicle(Categories(phrase))))) return null;
        if (role == Role.Object && pronoun == "which" && Nouns.IsPerson(Categories(phrase))) return null;
        var start = _at;
        _at++;
        if (pronoun == "whose") return ParseWhose(start);
        if (IsVerbPhraseStart()) return ParseVerbPhrases();
        if (IsNounPhraseStart() && ParseNounPhrase(Role.Agent) is { } agent && IsVerbPhraseStart())
        {
            var clauses = ParseVerbPhrase();
            clauses[0].Agent = agent;
            clauses[0].First = start + 1;
            return clauses;
        }
        _at = start;
        return null;
    }

    // "whose jacket is red": has a jacket that is red.
    private List<Clause>? ParseWhose(int start)
    {
        if (ParseNounPhrase(Role.Agent) is not { } owned || Tag() != Language.Tag.Aux)
        {
            _at = start;
            return null;
        }
        _at++;
        var clause = new Clause { Sense = new VerbSense(VerbKind.Have), Object = owned, First = start };
        if (ParseCore() is { } adjectives) owned.Before.AddRange(adjectives.Before);
        (owned.First, owned.Last) = (start, _at - 1);
        return [Close(clause, start)];
    }

    private bool IsSubordinator() => Tag() == Language.Tag.Sub || (Peek()?.Idiom?.Kind == IdiomKind.Meanwhile);

    private static TemporalRelation? When(string word) => word switch
    {
        "as soon as" or "by the time" or "by the time that" or "by the time when" => TemporalRelation.After,
        "even though" => null,
        _ => word.Split(' ')[^1] switch
        {
            "while" or "whilst" or "when" or "whenever" or "as" or "that" => TemporalRelation.While,
            "after" or "once" or "since" => TemporalRelation.After,
            "before" => TemporalRelation.Before,
            "until" or "till" => TemporalRelation.Until,
            _ => null,
        },
    };

    // "while a woman crosses", "after turning around", "before the red car"; null (and nothing consumed) for anything else.
    private TemporalNode? ParseTemporal()
    {
        var start = _at;
        while (Tag() is Language.Tag.Conj or Language.Tag.Adv || IsStop(",")) _at++;
        if (Tag() != Language.Tag.Sub || When(Peek()!.Lower) is not { } when)
        {
            _at = start;
            return null;
        }
        start = _at++;
        var node = new TemporalNode { When = when };
        if (Tag() == Language.Tag.There)
        {
            _at++;
            while (Tag() is Language.Tag.Aux or Language.Tag.Adv) _at++;
        }
        if (IsVerbPhraseStart()) node.Clauses.AddRange(ParseVerbPhrases());
        else if (IsNounPhraseStart() && ParseNounPhrase(Role.Target) is { } subject)
        {
            node.Subject = subject;
            if (IsVerbPhraseStart()) node.Clauses.AddRange(ParseVerbPhrases());
        }
        else
        {
            var clause = new Clause();
            var first = _at;
            ParseComplements(clause, node.Clauses);
            if (_at == first)
            {
                _at = start;
                return null;
            }
            node.Clauses.Insert(0, Close(clause, first));
        }
        return Close(node, start);
    }
}
