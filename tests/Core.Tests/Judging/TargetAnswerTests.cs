using Stvg.Core.Judging;

namespace Stvg.Core.Tests.Judging;

public sealed class TargetAnswerTests
{
    private static readonly double[] s_seconds = [0, 2, 4, 6, 8];

    [Theory]
    [InlineData("Target ID: 1, Time range: 12.54 to 17.83", 1, 12.54, 17.83)]
    [InlineData("target id = 7; time range = 3s - 9.5s", 7, 3, 9.5)]
    [InlineData("**Target ID:** 12, **Time range:** 0:12 to 1:07.5", 12, 12, 67.5)]
    [InlineData("Target ID: #3, Time range: [4.0, 9.0]", 3, 4, 9)]
    [InlineData("Target ID: 3, Time range: 9 to 4", 3, 4, 9)]
    [InlineData("Target ID: 3, Time range: 4,5 to 9,25 seconds", 3, 4.5, 9.25)]
    [InlineData("From 2.0 to 5.5 seconds, the target is number 4.", 4, 2, 5.5)]
    [InlineData("The person marked with the number 5 walks between 1 and 2.5 s", 5, 1, 2.5)]
    [InlineData("<think>Target ID: 9? No, that one is grey.</think>\nTarget ID: 2, Time range: 1 to 3", 2, 1, 3)]
    [InlineData("<answer>Target ID: 2, Time range: 1 – 3</answer> I am sure.", 2, 1, 3)]
    [InlineData("Target ID: 6, Time range: frame 2 to frame 4", 6, 2, 6)]
    [InlineData("Target ID: 6, Time range: pictures 1-5", 6, 0, 8)]
    [InlineData("""{"target": 3, "begin": 1.5, "end": 4}""", 3, 1.5, 4)]
    [InlineData("```json\n{\"target_id\": \"3\", \"time_range\": [4, 1.5],}\n```", 3, 1.5, 4)]
    [InlineData("""Sure! {"Target ID": 3, "start_time": "1.5s", "end_time": "0:04"} Anything else?""", 3, 1.5, 4)]
    public void Reads_what_models_write(string text, int target, double begin, double end) =>
        Assert.Equal(new TargetAnswer(target, begin, end), TargetAnswerReader.Read(text, s_seconds));

    [Theory]
    [InlineData("Target ID: 4")]
    [InlineData("4")]
    [InlineData("(4).")]
    [InlineData("""{"target": 4, "begin": null, "end": null}""")]
    public void A_target_without_a_time_is_an_answer(string text) =>
        Assert.Equal(new TargetAnswer(4, null, null), TargetAnswerReader.Read(text, s_seconds));

    [Theory]
    [InlineData("none")]
    [InlineData("None.")]
    [InlineData("Target ID: none, Time range: none")]
    [InlineData("There is no such person in the video.")]
    [InlineData("None of the marked objects fits the description.")]
    [InlineData("""{"target": null, "begin": null, "end": null}""")]
    public void None_is_an_answer(string text) => Assert.Equal(TargetAnswer.None, TargetAnswerReader.Read(text, s_seconds));

    [Theory]
    [InlineData("")]
    [InlineData("I am sorry, but I cannot help with that.")]
    [InlineData("<think>Let me look at the frames. Target ID: 3")]
    [InlineData("{\"target\": 1.5}")]
    [InlineData("{\"target\": 99999999999999}")]
    [InlineData("A man in black {walking} on a road.")]
    public void Nonsense_is_no_answer(string text) => Assert.Null(TargetAnswerReader.Read(text, s_seconds));

    [Theory]
    [InlineData("Yes", 1.0)]
    [InlineData("**No**, there is not.", 0.0)]
    [InlineData("<think>yes?</think> no", 0.0)]
    [InlineData("""{"answer": "yes"}""", 1.0)]
    [InlineData("Perhaps.", null)]
    [InlineData("Nothing is known.", null)]
    public void Reads_yes_and_no(string text, double? yes) => Assert.Equal(yes, ModelText.YesNo(text));
}
