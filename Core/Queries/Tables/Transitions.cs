using Stvg.Core.Queries.Language;

namespace Stvg.Core.Queries.Tables;

/// <summary>How well one part of speech follows another in descriptions of scenes: 0 = well, 9 = hardly ever. Set by hand.</summary>
internal static class Transitions
{
    private const float Default = 5;

    private static readonly float[,] s_costs = Read("""
        Stop  : Det 0 Num 0 Noun 1 Adj 0 Ord 0 Pron 0 Poss 1 Wh 0 There 0 Ing 1 Ed 1 Verb 1 Aux 1
        Stop  : Prep 0 Sub 0 Adv 0 Idiom 0 Not 1 Conj 0 Stop 0
        Det   : Noun 0 Adj 0 Num 0 Ord 0 Ing 2 Ed 1 Adv 3 Pron 3 Verb 8 Poss 6 Prep 4 Stop 4 Idiom 4 Not 5 Det 2 Wh 3 Conj 4
        Num   : Noun 0 Adj 0 Num 1 Ord 2 Ing 2 Ed 2 Prep 1 Verb 2 Stop 1 Conj 2 Aux 2 Wh 2 Idiom 2
        Ord   : Noun 0 Adj 0 Num 1 Ord 1 Verb 3 Prep 1 Stop 1 Ing 2 Ed 2 Aux 2 Wh 2 Conj 2
        Adj   : Noun 0 Adj 0 Conj 1 Stop 1 Prep 1 Verb 2 Ing 1 Ed 1 Wh 2 Idiom 1 Aux 2 Sub 2 Num 3 Det 3 Adv 3 Pron 4
        Noun  : Verb 1 Ing 1 Ed 1 Aux 0 Prep 0 Conj 0 Stop 0 Wh 0 Sub 0 Idiom 0 Noun 2 Adv 1 Adj 3 Det 4 Poss 1 Pron 4 Not 2 Num 4 There 3
        Pron  : Verb 0 Aux 0 Prep 0 Ing 1 Ed 1 Stop 0 Conj 0 Wh 0 Sub 0 Idiom 0 Adv 0 Det 3 Poss 2 Adj 2 Noun 4 Not 1 Pron 3
        Poss  : Noun 0 Adj 0 Ing 2 Ed 1 Num 1 Ord 1
        Verb  : Det 0 Prep 0 Idiom 0 Adv 0 Noun 1 Adj 1 Stop 0 Conj 0 Sub 0 Pron 0 Poss 0 Ing 1 Num 0 Wh 2 Verb 5 Aux 4 Not 2 Ed 3 Ord 1
        Ing   : Det 0 Prep 0 Idiom 0 Adv 0 Noun 1 Adj 1 Stop 0 Conj 0 Sub 0 Pron 0 Poss 0 Ing 2 Num 0 Wh 2 Verb 4 Aux 3 Not 2 Ed 3 Ord 1
        Ed    : Det 0 Prep 0 Idiom 0 Adv 0 Noun 1 Adj 1 Stop 0 Conj 0 Sub 0 Pron 1 Poss 0 Ing 1 Num 1 Wh 2 Verb 4 Aux 3 Not 2 Ed 3 Ord 2
        Aux   : Ing 0 Ed 0 Verb 1 Not 0 Det 0 Prep 0 Idiom 0 Adj 0 Adv 0 Noun 2 Pron 0 Poss 0 Aux 0 Num 1 Wh 2 There 1 Stop 2 Ord 2 Conj 3
        Adv   : Verb 1 Ing 0 Ed 0 Adj 0 Prep 0 Stop 0 Conj 0 Det 1 Adv 0 Sub 0 Idiom 0 Noun 3 Wh 1 Aux 1 Num 1 Pron 2 Poss 2 Not 2 Ord 2
        Prep  : Det 0 Noun 0 Adj 0 Num 0 Poss 0 Pron 0 Ing 1 Stop 0 Conj 0 Prep 0 Idiom 0 Verb 5 Adv 1 Ord 0 Wh 1 Sub 0 Ed 3 Aux 3
        Conj  : Det 0 Noun 0 Adj 0 Verb 0 Ing 0 Ed 0 Aux 1 Prep 0 Idiom 0 Sub 0 Adv 0
        Conj  : Num 0 Pron 0 Poss 0 Not 0 Wh 0 Ord 0 Conj 0 There 1 Stop 2
        Sub   : Det 0 Pron 0 Noun 0 Ing 0 Adj 0 Ed 1 Verb 3 Num 0 Poss 0 Prep 1 Aux 1 Adv 1 Ord 0 There 0 Idiom 1 Wh 2 Stop 2
        Wh    : Aux 0 Verb 0 Det 0 Noun 0 Adj 1 Pron 0 Ing 2 Adv 0 Not 1 Ed 0 Num 0 Poss 0 Idiom 1 Prep 1 Stop 1
        Not   : Verb 0 Ing 0 Det 0 Adj 0 Prep 0 Ed 0 Noun 1 Adv 0 Idiom 0 Pron 2 Aux 1 Num 1 Poss 1
        There : Aux 0 Verb 3
        Idiom : Verb 0 Ing 0 Conj 0 Stop 0 Aux 0 Wh 0 Sub 0 Prep 0 Idiom 0
        Idiom : Det 0 Noun 1 Ed 0 Adv 0 Num 0 Adj 1 Pron 0 Poss 1 Ord 0 There 1 Not 1
        """);

    /// <summary>Cost of <paramref name="next"/> right after <paramref name="tag"/>.</summary>
    public static float Cost(Tag tag, Tag next) => s_costs[(int)tag, (int)next];

    private static float[,] Read(string table)
    {
        var count = Enum.GetValues<Tag>().Length;
        var costs = new float[count, count];
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++) costs[i, j] = Default;
        foreach (var (tag, value) in TableReader.Lines(table))
        {
            var fields = TableReader.Split(value);
            for (var i = 0; i < fields.Length; i += 2)
                costs[(int)Enum.Parse<Tag>(tag), (int)Enum.Parse<Tag>(fields[i])] = fields[i + 1][0] - '0';
        }
        return costs;
    }
}
