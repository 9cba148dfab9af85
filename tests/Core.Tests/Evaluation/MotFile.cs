using Stvg.Core.Evaluation;
using Stvg.Tests;

namespace Stvg.Core.Tests.Evaluation;

/// <summary>MOT files of the evaluation data.</summary>
internal static class MotFile
{
    public static List<MotRow> Read(string relative)
    {
        using var reader = new StreamReader(TestData.Path(relative));
        return MotText.Read(reader, relative);
    }

    public static List<MotRow> ReadGroundTruth(string relative)
    {
        using var reader = new StreamReader(TestData.Path(relative));
        return MotText.ReadGroundTruth(reader, relative);
    }
}
