using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

/// <summary>
/// From tagged words to constituents, by recursive descent with memory, so that the time grows gently with the length of the sentence.
/// It never fails: words that fit nowhere are skipped, and the plan's builder names them.
/// </summary>
internal sealed partial class SyntaxParser(IReadOnlyList<Token> tokens, IReadOnlyList<Word> words, Lexicon lexicon)
{
    private int _at;
    private bool _asks;

    /// <summary>Parses the sentence; null when there is not even a thing to look for.</summary>
    public Sentence? Parse()
    {
        SkipFrame();
        var opening = ParseTemporal();
        SkipFrame();
        var sentence = TagAt() == Tag.Wh ? ParseQuestion() : ParseStatement();
        if (sentence is null) return null;
        if (opening is not null) sentence.Said.Insert(0, opening);
        while (!AtEnd) ParseRest(sentence);
        return sentence;
    }

    private bool AtEnd => _at >= words.Count;

    private Word? Peek(int ahead = 0) => _at + ahead < words.Count ? words[_at + ahead] : null;

    private Tag? TagAt(int ahead = 0) => Peek(ahead)?.Tag;

    private bool Is(string lower, int ahead = 0) => Peek(ahead)?.Lower == lower;

    private bool Is(string[] lowers) => Peek() is { } word && lowers.Contains(word.Lower);

    private bool IsStop(string mark, int ahead = 0) => TagAt(ahead) == Tag.Stop && Is(mark, ahead);

    private T Close<T>(T node, int first) where T : Node
    {
        node.First = first;
        node.Last = Math.Max(first, _at - 1);
        return node;
    }

    // "show me", "there", "in the video", commas before anything is said.
    private void SkipFrame()
    {
        while (TagAt() is Tag.Stop or Tag.Conj || Peek()?.Idiom?.Kind == IdiomKind.Frame) _at++;
    }

    private Sentence? ParseStatement()
    {
        if (TagAt() == Tag.There)
        {
            _at++;
            while (TagAt() is Tag.Aux or Tag.Adv) _at++;
        }
        else if (TagAt() == Tag.Aux && IsNounPhraseStart(1)) _at++; // "is a man walking left?"
        var target = ParseNounPhrase(Role.Target);
        if (target is not null) return new Sentence { Target = target };
        if (!IsVerbPhraseStart() && TagAt() is not (Tag.Prep or Tag.Idiom)) return SkipToNounPhrase();
        return new Sentence { Target = Close(new NounPhrase(), _at) }; // "walking from left to right"
    }

    private Sentence? SkipToNounPhrase()
    {
        for (_at++; !AtEnd; _at++)
            if (ParseNounPhrase(Role.Target) is { } target) return new Sentence { Target = target };
        return null;
    }

    private Sentence? ParseQuestion()
    {
        var first = _at;
        var asked = Peek()!.Lower;
        _asks = true;
        _at++;
        if (asked == "whose" && ParseWhose(first) is { } owner)
        {
            var asks = new NounPhrase { First = first, Last = first };
            var wearer = new Sentence { Target = asks, Question = QuestionForm.Subject, Asked = "who" };
            wearer.Said.AddRange(owner);
            return wearer;
        }
        if (asked == "how" && TagAt() == Tag.Adv) _at++;
        if (asked is "which" or "what" or "whose" or "how" && TagAt() is not (Tag.Aux or Tag.Verb))
        {
            if (Is("of")) _at++;
            if (ParseNounPhrase(Role.Target) is { } named)
            {
                if (named.Noun is "colour" or "color" or "kind" or "type" or "time" && TagAt() == Tag.Aux && IsNounPhraseStart(1))
                {
                    _at++; // "what colour is the car?" finds the car
                    named = ParseNounPhrase(Role.Target) ?? named;
                }
                var question = new Sentence { Target = named, Question = QuestionForm.Subject };
                if (Is("do") || Is("does") || Is("did")) ParseGap(question, named, Role.DescribedAgent);
                return question;
            }
        }
        var target = new NounPhrase { First = first, Last = first };
        var sentence = new Sentence { Target = target, Question = QuestionForm.Subject, Asked = asked };
        if (TagAt() != Tag.Aux || !IsNounPhraseStart(1) || TagAt(1) == Tag.Adj) return sentence;
        if (asked is "where" or "how" or "why" || IsBe(Peek()!))
        {
            // "who is the man in black?" describes him; "who is the man in black next to?" asks for somebody else.
            var start = _at;
            _at++;
            if (ParseNounPhrase(Role.Target) is not { } described) return sentence;
            if (TagAt() != Tag.Prep && !IsAway())
                return TryTakeGap(sentence, described) ? sentence : new Sentence { Target = described, Question = QuestionForm.Subject };
            _at = start;
        }
        ParseGap(sentence, target, Role.DescribedAgent);
        return sentence;
    }

    private bool IsAway() => TagAt() == Tag.Adv && TagAt(1) is null or Tag.Stop && Prepositions.Find(Peek()?.Lower ?? "") is not null;

    // "who is the man in black talking to?": the last clause lacks its object, which is what is asked for.
    private static bool TryTakeGap(Sentence sentence, NounPhrase described)
    {
        if (described.After is not [.., Clause { Sense.Kind: VerbKind.Relation, Object: null, Passive: false } clause]) return false;
        described.After.RemoveAt(described.After.Count - 1);
        described.Last = clause.First - 1;
        clause.Agent = described;
        clause.First = described.First;
        sentence.Said.Add(clause);
        sentence.Question = QuestionForm.Object;
        return true;
    }

    private static bool IsBe(Word word) =>
        word.Lower is "is" or "are" or "was" or "were" or "'s" or "'re" or "am" or "be" or "been" or "being";

    // "does the man push", "is the man next to": the asked thing is the object, what is said has a subject of its own.
    private void ParseGap(Sentence sentence, NounPhrase asked, Role role)
    {
        sentence.Question = QuestionForm.Object;
        var first = _at;
        _at++;
        if (ParseNounPhrase(role) is not { } agent) return;
        Clause clause;
        if (IsVerbPhraseStart()) clause = ParseVerbPhrase()[0];
        else
        {
            clause = new Clause();
            ParseComplements(clause, []);
            Close(clause, first);
        }
        clause.Agent = agent;
        clause.First = first;
        sentence.Said.Add(clause);
        asked.Last = Math.Max(asked.Last, asked.First);
    }

    // Whatever follows the first noun phrase: verbs, more modifiers, times, a second description after a colon, another sentence.
    private void ParseRest(Sentence sentence)
    {
        if (IsStop(":") && TryRedescribe(sentence)) return;
        if (TagAt() is Tag.Stop or Tag.Conj)
        {
            _at++;
            return;
        }
        if (ParseTemporal() is { } temporal) sentence.Said.Add(temporal);
        else if (IsVerbPhraseStart()) sentence.Said.AddRange(ParseVerbPhrases());
        else if (TagAt() == Tag.Wh && ParseRelative(sentence.Target, Role.Target) is { Count: > 0 } relative)
            sentence.Said.AddRange(relative);
        else if (IsNounPhraseStart() && ParseAnotherSubject(sentence)) return;
        else if (ParseAdjunct() is { } adjunct) sentence.Said.Add(adjunct);
        else _at++;
    }

    // "two men stand by the sign: the one in blue jeans"
    private bool TryRedescribe(Sentence sentence)
    {
        var start = _at++;
        if (IsNounPhraseStart() && ParseNounPhrase(Role.Target) is { } again)
        {
            MergeDescription(sentence, again);
            return true;
        }
        _at = start;
        return false;
    }

    private static void MergeDescription(Sentence sentence, NounPhrase again)
    {
        sentence.Said.Add(new AdjectiveNode { Words = again, First = again.First, Last = again.Last });
        if (again.Plural) return;
        sentence.OneOfMany |= sentence.Target.Plural;
    }

    // "… and a woman follows him", "She stops.", "the one in black"
    private bool ParseAnotherSubject(Sentence sentence)
    {
        var start = _at;
        if (ParseNounPhrase(Role.Target) is not { } subject) return false;
        if (IsNoise(subject, start)) return true;
        var same = IsSame(subject, sentence.Target);
        if (IsVerbPhraseStart())
        {
            var clauses = ParseVerbPhrases();
            if (same)
            {
                if (subject.Noun.Length > 0 && subject.After.Count + subject.Before.Count > 0) MergeDescription(sentence, subject);
                sentence.Said.AddRange(clauses);
                return true;
            }
            var meanwhile = new TemporalNode { When = TemporalRelation.While, Subject = subject };
            meanwhile.Clauses.AddRange(clauses);
            sentence.Said.Add(Close(meanwhile, start));
            return true;
        }
        if (same && subject.Noun == "one") MergeDescription(sentence, subject);
        else if (subject.After.Count > 0 || (start > 0 && words[start - 1].Lower is "and" or ",")) AddTogether(sentence, subject);
        return true;
    }

    // "the man blorp walks": an unknown word in between is no subject; the verb goes on with the man.
    private bool IsNoise(NounPhrase phrase, int start) => phrase.Head >= 0 && !words[phrase.Head].Reading.Known
        && phrase.Determiner.Length == 0
        && start > 0 && words[start - 1].Tag is not (Tag.Conj or Tag.Stop);

    // "a man and a woman walking": both walk.
    private static void AddTogether(Sentence sentence, NounPhrase other)
    {
        sentence.Target.And.Add(other);
        while (other.After is [.., Clause clause])
        {
            other.After.RemoveAt(other.After.Count - 1);
            other.Last = clause.First - 1;
            sentence.Said.Insert(0, clause);
        }
    }

    private static bool IsSame(NounPhrase subject, NounPhrase target) =>
        subject.Noun is "he" or "she" or "it" or "they" or "who" or "which"
        || (subject.Determiner == "the" && (subject.Noun == "one" || subject.Noun == target.Noun)
            && subject.Before.TrueForAll(word => word.Lower is not ("other" or "second")));
}
