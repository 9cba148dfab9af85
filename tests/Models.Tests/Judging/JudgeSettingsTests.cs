using Stvg.Core;
using Stvg.Models.Judging;
using Stvg.Models.Tests.Support;

namespace Stvg.Models.Tests.Judging;

public sealed class JudgeSettingsTests
{
    [Fact]
    public void A_description_has_its_key_in_a_file_of_its_own()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("key.txt"), "sk-1\n");
        File.WriteAllText(folder.File("judge.json"), """
            {
              // a comment
              "endpoint": "https://models.example/v1", "model": "qwen", "apiKeyFile": "key.txt", "format": "qwen-vl",
              "extra": { "chat_template_kwargs": { "enable_thinking": false } }, "verify": { "timeoutSeconds": 4 }
            }
            """);
        var settings = JudgeSettings.ReadFile(folder.File("judge.json"));
        Assert.Equal(("sk-1", JudgeFormat.QwenVl, 8), (settings.ApiKey, settings.Format, settings.Frames));
        Assert.Equal((TimeSpan.FromSeconds(4), 60, true), settings.Verify!.ToRules() is var r ? (r.Timeout, r.PerMinute, r.Withhold)
            : default);
        Assert.False(settings.Extra!["chat_template_kwargs"]!["enable_thinking"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("""{"endpoint": "ftp://x", "model": "m"}""", "endpoint")]
    [InlineData("""{"endpoint": "http://user:pw@x/v1", "model": "m"}""", "apiKeyFile")]
    [InlineData("""{"endpoint": "http://x/v1", "model": ""}""", "model")]
    [InlineData("""{"endpoint": "http://x/v1", "model": "m", "frames": 0}""", "frames")]
    [InlineData("""{"endpoint": "http://x/v1", "model": "m", "verify": {"timeoutSeconds": 0}}""", "verify.timeoutSeconds")]
    [InlineData("""{"endpoint": "http://x/v1", "model": "m", "tmeout": 3}""", "tmeout")]
    [InlineData("""{"endpoint": "http://x/v1"}""", "model")]
    [InlineData("""{"endpoint": "http://x/v1", "model": "m", "apiKeyFile": "nowhere.txt"}""", "nowhere.txt")]
    [InlineData("nothing", "describes no judge")]
    public void What_makes_no_sense_is_refused_by_name(string json, string expected)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("judge.json"), json);
        var refusal = Assert.Throws<StvgException>(() => JudgeSettings.ReadFile(folder.File("judge.json")));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
