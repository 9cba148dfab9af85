using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Queries.Language;

internal sealed partial class SyntaxParser
{
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

    // "the man she is talking to": a relative clause without its pronoun.
    private Clause? ParseContact()
    {
        var start = _at;
        if (IsVerbPhraseStart(1) && ParseCore() is { } agent)
        {
            var clause = ParseVerbPhrase()[0];
            if (clause.Object is null)
            {
                clause.Agent = agent;
                clause.First = start;
                return clause;
            }
        }
        _at = start;
        return null;
    }

    // "whose jacket is red": has a jacket that is red.
    private List<Clause>? ParseWhose(int start)
    {
        if (ParseNounPhrase(Role.Agent) is not { } owned || TagAt() != Tag.Aux)
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

    private bool IsSubordinator() => TagAt() == Tag.Sub || (Peek()?.Idiom?.Kind == IdiomKind.Meanwhile);

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
        while (TagAt() is Tag.Conj or Tag.Adv || IsStop(",")) _at++;
        if (TagAt() != Tag.Sub || When(Peek()!.Lower) is not { } when)
        {
            _at = start;
            return null;
        }
        start = _at++;
        var node = new TemporalNode { When = when };
        if (TagAt() == Tag.There)
        {
            _at++;
            while (TagAt() is Tag.Aux or Tag.Adv) _at++;
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
