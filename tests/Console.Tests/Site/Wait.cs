using Microsoft.Playwright;

namespace Stvg.Console.Tests.Site;

/// <summary>Expectations with more patience than Playwright's five seconds: a clip is watched meanwhile, on two cores.</summary>
internal static class Wait
{
    private const float Patience = 30_000;

    public static Task SeenAsync(ILocator locator) => locator.First.WaitForAsync(new LocatorWaitForOptions { Timeout = Patience });

    public static Task GoneAsync(ILocator locator) =>
        Assertions.Expect(locator).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = Patience });

    /// <summary>Until a condition in the page holds.</summary>
    public static Task UntilAsync(IPage page, string condition, object? argument = null) =>
        page.WaitForFunctionAsync(condition, argument, new PageWaitForFunctionOptions { Timeout = Patience });
}
