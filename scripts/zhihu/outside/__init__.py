"""What the site links to on other hosts: asked now and then by hand or by schedule, never in a build."""
