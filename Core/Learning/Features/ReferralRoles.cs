using Stvg.Core.Queries;
using Stvg.Core.Queries.Language;
using Stvg.Core.Queries.Tables;

namespace Stvg.Core.Learning.Features;

/// <summary>Finds the words of a plan's parts in its sentence again.</summary>
internal static class ReferralRoles
{
    /// <summary>Gives every word its role.</summary>
    /// <param name="plan">The decomposition.</param>
    /// <param name="words">The sentence's words, lower case.</param>
    /// <param name="roles">One for every word; <see cref="WordRole.Silent"/> before.</param>
    /// <param name="actions">The number of each word's action, from 1; 0 before.</param>
    public static void Assign(QueryPlan plan, IReadOnlyList<string> words, WordRole[] roles, int[] actions)
    {
        for (var m = 0; m < words.Count; m++)
            roles[m] = ClosedClass.IsSilent(words[m]) ? WordRole.Silent : WordRole.Unknown;
        var said = new Said(words, roles, actions);

        // Nothing is known of any word: each may say who, or what.
        if (plan.SubQueries is [{ Id: QueryParser.Unknown, Predicate: UnjudgedPredicate }]) return;

        // The target first: of two mentions of a noun ("a man ... after a man stops") the first is the target's.
        said.Mark([plan.Target.Noun], WordRole.Attribute, 0);
        var action = 0;
        foreach (var subQuery in plan.SubQueries)
        {
            var text = Split(subQuery.Text);
            switch (subQuery.Predicate)
            {
                case TemporalPredicate { Clause.IsEmpty: false } or TemporalPredicate { Other: not null }:
                    said.Mark(text, WordRole.Background, 0);
                    break;
                case RelationPredicate relation:
                    // The other and what is said of it stand behind the verb or the preposition.
                    var other = text.FindIndex(w => w.StartsWith(Stem(relation.Other.Noun), StringComparison.Ordinal));
                    var first = relation.Other.SubQueries.Select(s => text.FindIndex(w => w == Split(s.Text).FirstOrDefault()))
                        .Append(other).Where(i => i >= 0).DefaultIfEmpty(text.Count).Min();
                    said.Mark(text, first, subQuery.Kind == SubQueryKind.Action ? WordRole.Action : WordRole.Unknown, ++action);
                    break;
                default:
                    var does = subQuery.Kind is SubQueryKind.Action;
                    said.Mark(text, does ? WordRole.Action : WordRole.Attribute, does ? ++action : 0);
                    break;
            }
        }
    }

    private static string Stem(string noun) => noun.Length > 4 ? noun[..4] : noun;

    private static List<string> Split(string text) => [.. Tokeniser.Tokenise(text).Where(t => t.IsWord).Select(t => t.Lower)];

    /// <summary>A sentence's words, some of which were given their roles already.</summary>
    private sealed class Said(IReadOnlyList<string> words, WordRole[] roles, int[] actions)
    {
        private readonly bool[] _taken = new bool[words.Count];

        public void Mark(List<string> text, WordRole role, int action) => Mark(text, text.Count, role, action);

        /// <summary>Marks words; those from an index on as background.</summary>
        public void Mark(List<string> text, int background, WordRole role, int action)
        {
            for (var i = 0; i < text.Count; i++)
            {
                var at = Find(text, i);
                if (at < 0) continue;
                _taken[at] = true;
                if (roles[at] == WordRole.Silent) continue;
                (roles[at], actions[at]) = i < background ? (role, action) : (WordRole.Background, 0);
            }
        }

        /// <summary>Where a word stands: best where its neighbours in the text are its neighbours in the sentence, too.</summary>
        private int Find(List<string> text, int i)
        {
            var (best, most) = (-1, -1);
            for (var m = 0; m < words.Count; m++)
            {
                if (_taken[m] || !(words[m] == text[i] || (text.Count == 1 && words[m].StartsWith(Stem(text[i]), StringComparison.Ordinal)))) continue;
                var fits = (i > 0 && m > 0 && words[m - 1] == text[i - 1] ? 1 : 0)
                    + (i + 1 < text.Count && m + 1 < words.Count && words[m + 1] == text[i + 1] ? 1 : 0);
                if (fits > most) (best, most) = (m, fits);
            }

            return best;
        }
    }
}
