"""The workbench: report, case and consequences side by side in a browser. It computes nothing itself."""
