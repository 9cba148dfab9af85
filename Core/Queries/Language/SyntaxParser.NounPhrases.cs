using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class SyntaxParser
{
    /// <summary>Where a noun phrase stands; decides what may be attached to it.</summary>
    private enum Role
    {
        /// <summary>What is sought, or the subject of a sentence: everything attaches.</summary>
        Target,

        /// <summary>Subject of a question about something else, right before its verb: no verbs attach.</summary>
        Agent,

        /// <summary>The same where the verb is another: participles attach ("what does the man wearing a hat push?").</summary>
        DescribedAgent,

        /// <summary>Object of a verb or preposition: only what clearly belongs to it.</summary>
        Object,
    }

    private readonly Dictionary<(int At, Role Role), (NounPhrase? Phrase, int End)> _nounPhrases = [];
    private readonly Dictionary<int, (PrepositionPhrase? Phrase, int End)> _prepositionPhrases = [];

    private bool IsNounPhraseStart(int ahead = 0) => TagAt(ahead) is Tag.Det or Tag.Num or Tag.Ord or Tag.Adj
        or Tag.Noun or Tag.Pron or Tag.Poss;

    private NounPhrase? ParseNounPhrase(Role role)
    {
        var start = _at;
        if (_nounPhrases.TryGetValue((start, role), out var known))
        {
            _at = known.End;
            return known.Phrase;
        }
        var phrase = ParseCore();
        if (phrase is not null)
        {
            while (TryAttach(phrase, role)) phrase.Last = _at - 1;
        }
        else _at = start;
        _nounPhrases[(start, role)] = (phrase, _at);
        return phrase;
    }

    // Determiner, adjectives, head.
    private NounPhrase? ParseCore()
    {
        var start = _at;
        var phrase = new NounPhrase();
        while (TagAt() is Tag.Det or Tag.Poss)
        {
            if (phrase.Determiner != "neither") phrase.Determiner = Peek()!.Lower; // "neither a hat"
            phrase.Plural |= Peek()!.Lower is "these" or "those" or "some" or "both" or "all";
            _at++;
            if (Is("of")) _at++; // "all of the"
        }
        if (TagAt() == Tag.Pron && phrase.Before.Count == 0)
        {
            SetHead(phrase, Peek()!.Lemma);
            phrase.Plural = phrase.Noun is "they" or "them";
            _at++;
            return Close(phrase, start);
        }
        while (ParsePremodifier(phrase)) { }
        if (Is("of") && phrase.Before.Count > 0 && IsNounPhraseStart(1)) // "the taller of the two men"
        {
            _at++;
            while (TagAt() is Tag.Det or Tag.Poss or Tag.Num) _at++;
            while (ParsePremodifier(phrase)) { }
        }
        while (TagAt() == Tag.Noun)
        {
            // Neither a slip of the hand nor "one" is the head of a compound.
            if (phrase.Head >= 0 && (Is("one") || (!Peek()!.Reading.Known && words[phrase.Head].Reading.Known))) break;
            if (phrase.Head >= 0) phrase.Before.Add(words[phrase.Head]);
            SetHead(phrase, Peek()!.Lemma);
            phrase.Plural |= Peek()!.Reading.Form == WordForm.Plural;
            _at++;
            if (phrase.Noun == "number" && TagAt() == Tag.Num) _at++; // "the number 10"
            while (IsStop("/") && TagAt(1) == Tag.Noun) _at += 2; // "sheep/goat"
            if (TagAt() == Tag.Poss && Is("'s") && TagAt(1) is Tag.Noun or Tag.Adj)
            {
                phrase.Before.Add(words[phrase.Head]); // "the man's hat": the hat
                phrase.Head = -1;
                _at++;
                while (ParsePremodifier(phrase)) { }
            }
            else if (Is("of") && IsNounPhraseStart(1) && IsCollective(phrase.Noun))
            {
                if (phrase.Noun is "pair" or "couple") phrase.Count = 2;
                phrase.Plural |= phrase.Noun is not ("one" or "kind" or "type");
                phrase.Head = -1;
                phrase.Noun = "";
                _at++;
                while (TagAt() is Tag.Det or Tag.Poss) _at++;
                while (ParsePremodifier(phrase)) { }
            }
        }
        if (phrase.Head < 0) UseLastAsHead(phrase);
        if (phrase.Head < 0 && phrase.Before.Count == 0 && phrase.Determiner is not ("another" or "this" or "that" or "these" or "those")
            && (phrase.Count == 1 || _at == start)) return null;
        return Close(phrase, start);
    }

    private static bool IsCollective(string noun) =>
        noun is "group" or "pair" or "couple" or "crowd" or "one" or "kind" or "type" or "line" or "row" or "lot";

    // "an orange", "the adult watches": what could be a noun is one where no other follows; "in black" and "the red" stay colours.
    private void UseLastAsHead(NounPhrase phrase)
    {
        if (phrase.Before.Count == 0 || phrase.Before[^1] is not { Tag: Tag.Adj } last || words[_at - 1] != last) return;
        if (!last.TryRead(Tag.Noun, out var noun)) return;
        if (Colours.IsListed(last.Lower) && phrase.Determiner is not ("a" or "an")) return;
        last.Reading = noun;
        phrase.Before.RemoveAt(phrase.Before.Count - 1);
        phrase.Head = _at - 1;
        phrase.Noun = noun.Lemma;
    }

    private void SetHead(NounPhrase phrase, string lemma)
    {
        phrase.Head = _at;
        phrase.Noun = lemma;
    }

    private bool ParsePremodifier(NounPhrase phrase)
    {
        switch (TagAt())
        {
            case Tag.Num when Is("one") && TagAt(1) is not (Tag.Noun or Tag.Adj):
                if (Is("of", 1) && IsNounPhraseStart(2))
                {
                    _at += 2;
                    while (TagAt() is Tag.Det or Tag.Poss) _at++;
                    return true;
                }
                SetHead(phrase, "one");
                _at++;
                return false;
            case Tag.Num:
                var count = Numbers.Value(Peek()!.Lower);
                phrase.Plural |= count != 1;
                phrase.Count = count is > 0 and <= 99 ? count.Value : 1;
                _at++;
                if (Is("of") && IsNounPhraseStart(1)) _at++;
                return true;
            case Tag.Ord or Tag.Adj:
                var bare = phrase.Before.Count == 0 && phrase.Determiner.Length == 0;
                if (bare && TagAt() == Tag.Adj && Prepositions.Find(Peek()!.Lower) is not null) return false;
                phrase.Before.Add(Peek()!);
                _at++;
                return true;
            case Tag.Ing or Tag.Ed or Tag.Adv
                when (phrase.Determiner.Length > 0 || phrase.Before.Count > 0 || phrase.Plural)
                    && TagAt(1) is Tag.Noun or Tag.Adj or Tag.Ed or Tag.Ing
                    && HeadFollows(1):
                phrase.Before.Add(Peek()!);
                _at++;
                return true;
            case Tag.Conj or Tag.Stop when (Is("and") || Is(",") || Is("or") || Is("/")) && phrase.Before.Count > 0
                    && phrase.Before[^1].Tag == Tag.Adj && TagAt(1) == Tag.Adj && (AdjectivesJoin(phrase) || HeadFollows(1)):
                _at++;
                return true;
            default:
                return false;
        }
    }

    // "in black and white": two colours without a head belong together.
    private bool AdjectivesJoin(NounPhrase phrase) =>
        Colours.Find(phrase.Before[^1].Lower) is not null && Colours.Find(Peek(1)!.Lower) is not null && !Is(",");

    private bool HeadFollows(int ahead)
    {
        for (; TagAt(ahead) is Tag.Adj or Tag.Ed or Tag.Ing or Tag.Adv || (Is("and", ahead) && TagAt(ahead + 1) == Tag.Adj); ahead++) { }
        return TagAt(ahead) == Tag.Noun;
    }
}
