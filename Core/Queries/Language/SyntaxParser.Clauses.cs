using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class SyntaxParser
{
    // A verb, an auxiliary, or adverbs and negation before one.
    private bool IsVerbPhraseStart(int ahead = 0)
    {
        while (TagAt(ahead) is Tag.Adv or Tag.Not) ahead++;
        return TagAt(ahead) is Tag.Verb or Tag.Aux or Tag.Ing or Tag.Ed;
    }

    /// <summary>Verb phrases of one subject: "walks left, turns around and leaves". Participles are only joined by participles.</summary>
    private List<Clause> ParseVerbPhrases(Tag? participle = null)
    {
        var clauses = ParseVerbPhrase();
        while (true)
        {
            var start = _at;
            while (TagAt() is Tag.Conj || IsStop(",") || Is("then")) _at++;
            if (_at > start && TagAt() == Tag.Pron && Peek()!.Lower is "he" or "she" or "it" or "they" && IsVerbPhraseStart(1)) _at++;
            var ahead = 0;
            while (TagAt(ahead) is Tag.Adv or Tag.Not) ahead++;
            var joins = _at > start && (TagAt(ahead) is Tag.Ing or Tag.Ed || (TagAt(ahead) is Tag.Verb or Tag.Aux && participle is null));
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
            if (TagAt() == Tag.Not)
            {
                clause.Negated = true;
                AddVerbWord(clause);
            }
            else if (TagAt() == Tag.Adv) clause.Complements.Add(ParseAdverb());
            else if (TagAt() == Tag.Aux)
            {
                be = IsBe(Peek()!);
                have = Peek()!.Lower is "have" or "has" or "had" or "having";
                if (TagAt(1) == Tag.Not) AddVerbWord(clause);
                else _at++;
                if (have && IsNounPhraseStart()) break;
            }
            else break;
        }
        var extra = new List<Clause>();
        if (TagAt() is Tag.Verb or Tag.Ing or Tag.Ed)
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
        while (TagAt() is Tag.Verb or Tag.Ing or Tag.Ed)
        {
            var senses = Verbs.Senses(Peek()!.Lemma);
            var aspect = senses?.Any(sense => sense.Kind == VerbKind.Aspect
                && sense.Pattern?.FirstWords.Contains(Peek(1)?.Lower ?? "") != false) ?? false;
            var starts = senses?.Any(sense => sense is { Kind: VerbKind.Motion, Motion: Motion.Start }) ?? false;
            if (!aspect && !starts) return;
            var ahead = 1;
            while (TagAt(ahead) == Tag.Adv || Is("to", ahead) || Is("on", ahead) || Is("be", ahead) || Is("been", ahead)) ahead++;
            if (TagAt(ahead) is not (Tag.Ing or Tag.Verb or Tag.Ed)) return;
            for (; ahead > 0; ahead--) AddVerbWord(clause);
        }
    }

    private void ReadVerb(Clause clause, bool be)
    {
        clause.Verb = _at;
        clause.Lemma = Peek()!.Lemma;
        clause.VerbWords.Add(_at);
        var participle = TagAt() == Tag.Ed || (be && TagAt() == Tag.Verb);
        _at++;
        clause.Sense = ChooseSense(clause);
        if (clause.Sense.Motion == Motion.Stop && TagAt() == Tag.Ing) AddVerbWord(clause); // "stops walking"
        clause.Passive = participle && clause.Sense.Kind is VerbKind.Relation or VerbKind.Other
            && (Is("by") || (be && !IsNounPhraseStart()));
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
        if (matched is null)
            return transitive is not null && (IsObjectStart() || Is("by")) ? transitive : plain ?? new VerbSense(VerbKind.Other);
        while (_at < end) AddVerbWord(clause);
        return matched;
    }

    // "gets in" comes in, "gets in the car" does not; "looks at" wants what comes next; "runs after the bus", but not "… leaves".
    private bool Fits(VerbSense sense, int after)
    {
        if (words[after - 1].Tag == Tag.Sub)
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

    // "picks the bag up"
    private void ReadLateParticle(Clause clause)
    {
        if (clause.Verb < 0 || TagAt() is not (Tag.Prep or Tag.Adv) || IsNounPhraseStart(1)) return;
        if (Verbs.Senses(clause.Lemma) is not { } senses) return;
        foreach (var sense in senses)
        {
            if (sense is not { Kind: VerbKind.Relation, Pattern: { } pattern } || MatchAhead(pattern) is not (> 0 and var end)) continue;
            clause.Sense = sense;
            while (_at < end) AddVerbWord(clause);
            return;
        }
    }

    private bool IsObjectStart() => TagAt() is Tag.Det or Tag.Poss or Tag.Noun or Tag.Pron or Tag.Num
        || (TagAt() is Tag.Adj or Tag.Ed or Tag.Ing && HeadFollows(0));

    private AdverbNode ParseAdverb()
    {
        var word = Peek()!;
        _at++;
        return Close(new AdverbNode { Lower = word.Lower, IsPreposition = word.Tag == Tag.Prep }, _at - 1);
    }

    private bool IsStranded(Clause clause)
    {
        if (TagAt() != Tag.Prep) return false;
        var relational = clause.Agent is null && clause.Verb >= 0 && Prepositions.Find(Peek()!.Lower) is { Kind: PrepositionKind.Relation };
        if (clause.Object is null && !relational) return false;
        var start = _at;
        var stranded = ParsePrepositionPhrase() is null;
        _at = start;
        return stranded;
    }

    private Node? ParseAdjunct()
    {
        if (TagAt() == Tag.Idiom)
        {
            _at++;
            return Close(new IdiomNode { Idiom = words[_at - 1].Idiom! }, _at - 1);
        }
        if (TagAt() is Tag.Prep or Tag.Adv) return (Node?)ParsePrepositionPhrase() ?? ParseAdverb();
        return null;
    }

    private void ParseComplements(Clause clause, List<Clause> extra)
    {
        while (!AtEnd)
        {
            if (Is("to") && TagAt(1) == Tag.Verb)
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
                ReadLateParticle(clause);
            }
            else if (TagAt() is Tag.Ing or Tag.Ed && clause.Sense.Kind != VerbKind.Wear) extra.AddRange(ParseVerbPhrase());
            else if (TagAt() == Tag.Not && clause.Sense.Kind == VerbKind.Be)
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
        clause.Complements.TrueForAll(node => node is AdverbNode)
            || clause.Sense.Kind is VerbKind.Relation or VerbKind.Wear or VerbKind.Have or VerbKind.Be;

    private NounPhrase? ParseObject(Clause clause)
    {
        var start = _at;
        var thing = ParseNounPhrase(clause.Sense.Kind == VerbKind.Be ? Role.Agent : Role.Object);
        if (thing is null || (TagAt() is Tag.Verb or Tag.Aux && clause.Complements.Count > 0))
        {
            _at = start;
            return null;
        }
        // "left her bag on the table": the bag is there; who "holds it on the stairs" is there with it.
        var there = clause.Lemma is "leave" or "put" or "place" or "lay" or "set" or "drop"
            || clause.Sense.Relation is "watch" or "grab" or "lift";
        if (there && ParseWhere() is { } where)
        {
            thing.After.Add(where);
            thing.Last = where.Last;
        }
        return thing;
    }

    private PrepositionPhrase? ParseWhere()
    {
        var start = _at;
        if (TagAt() == Tag.Prep && ParsePrepositionPhrase() is { Kind: PrepositionKind.Place or PrepositionKind.Relation } where)
            return where;
        _at = start;
        return null;
    }

    // "to the right and out of the picture", "past the sign, towards the camera": the same verb goes on.
    private bool SkipJoin()
    {
        var start = _at;
        while (Is("and") || Is("then") || Is("or") || Is("but") || IsStop(",")) _at++;
        var ahead = 0;
        while (TagAt(ahead) == Tag.Adv) ahead++;
        if (_at > start && TagAt(ahead) is Tag.Prep or Tag.Idiom) return true;
        if (_at > start && IsSubordinator()) return true;
        _at = start;
        return false;
    }
}
