from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_fulltext")]

    operations = [
        migrations.AddField(
            model_name="achievement",
            name="stamp",
            field=models.BigIntegerField(db_index=True, default=0),
        ),
    ]
