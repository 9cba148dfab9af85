using Stvg.Api.Mapping;

namespace Stvg.Api.Tests;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("rtsp://user:secret@10.0.0.1/live", "rtsp://user:***@10.0.0.1/live")]
    [InlineData("rtsp://user:secret@[::1]:554/live", "rtsp://user:***@[::1]:554/live")]
    [InlineData("rtsp://:secret@10.0.0.1/live", "rtsp://:***@10.0.0.1/live")]
    [InlineData("rtsp://user:se@cret@10.0.0.1/live", "rtsp://user:***@10.0.0.1/live")]
    [InlineData("rtsp://user:se:cret@10.0.0.1/live", "rtsp://user:***@10.0.0.1/live")]
    [InlineData("rtsp://user:se/cret@10.0.0.1/live", "rtsp://user:***@10.0.0.1/live")]
    [InlineData("rtsp://user:se?cret#x@10.0.0.1/live", "rtsp://user:***@10.0.0.1/live")]
    [InlineData("rtsp://user:@10.0.0.1/live", "rtsp://user:***@10.0.0.1/live")]
    [InlineData("http://10.0.0.1/video?user=u&password=secret&fps=5", "http://10.0.0.1/video?user=u&password=***&fps=5")]
    [InlineData("http://10.0.0.1/video?Token=secret#x", "http://10.0.0.1/video?Token=***#x")]
    [InlineData("rtsp://a:s@h,rtsp://b:t@i/x", "rtsp://a:***@h,rtsp://b:***@i/x")]
    [InlineData("://://u:secret@h", "://://u:***@h")]
    [InlineData("cannot open 'rtsp://u:secret@h/x': no route", "cannot open 'rtsp://u:***@h/x': no route")]
    [InlineData("rtsp://a:secret@h1/x and rtsp://b:secret@h2/y", "rtsp://a:***@h1/x and rtsp://b:***@h2/y")]
    public void Passwords_in_addresses_are_hidden(string text, string shown) => Assert.Equal(shown, Secrets.Hide(text));

    [Fact]
    public void A_password_is_hidden_before_a_long_text_is_cut_and_a_long_text_is_no_trap()
    {
        var trap = string.Concat(Enumerable.Repeat("://a:b", 50_000));
        Assert.Equal(trap, Secrets.Hide(trap));
        Assert.DoesNotContain("secret", Secrets.Hide($"{trap} rtsp://u:{new string('x', 1500)}secret@h"));
    }

    [Theory]
    [InlineData("rtsp://10.0.0.1:554/live@1")]
    [InlineData("http://host:8080/a?b=c@d")]
    [InlineData("http://[2001:db8::1]:8080/x")]
    [InlineData("http://[2001:db8::1]/x@y")]
    [InlineData("rtsp://user@10.0.0.1:554/live")]
    [InlineData("rtsp://:")]
    [InlineData("://")]
    [InlineData("/dev/video0")]
    [InlineData("/videos/a:b@c.mp4")]
    [InlineData("it is 10:30 @ home, see http://example.com")]
    public void Other_texts_stay_as_they_are(string text) => Assert.Equal(text, Secrets.Hide(text));
}
